using System.Text.RegularExpressions;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Architecture.Tests;

/// <summary>What lies in deploy/ keeps step with the program.</summary>
public sealed partial class DeploySpecs
{
    private static readonly string Runbook = File.ReadAllText(Path.Combine(Repository.Root, "deploy/RUNBOOK.md"));
    private static readonly string Rules = File.ReadAllText(Path.Combine(Repository.Root, "deploy/prometheus/deepav.rules.yml"));

    [Fact]
    public void Every_alert_has_its_section_in_the_runbook_and_links_to_it()
    {
        var alerts = Alert().Matches(Rules).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(alerts, Section().Matches(Runbook).Select(match => match.Groups[1].Value));
        Assert.Equal(alerts.Select(alert => $"deploy/RUNBOOK.md#{alert.ToLowerInvariant()}"), Link().Matches(Rules).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Every_alert_is_tried()
    {
        var tries = File.ReadAllText(Path.Combine(Repository.Root, "deploy/prometheus/deepav.rules.test.yml"));
        Assert.All(Alert().Matches(Rules).Select(match => match.Groups[1].Value), alert => Assert.Contains($"alertname: {alert}\n", tries, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_that_is_named_is_one()
    {
        var reference = SettingsLoader.Load([], []).Config;
        var named = Repository.Files("*", "deploy").Where(file => !file.Contains("/models/", StringComparison.Ordinal) && Path.GetExtension(file) is not ".png")
            .SelectMany(file => Setting().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct();
        Assert.All(named, name => Assert.True(reference.HasPath(name), $"{name} is no setting."));
    }

    [GeneratedRegex("- alert: (.*)")]
    private static partial Regex Alert();

    [GeneratedRegex("(?m)^## (.*)$")]
    private static partial Regex Section();

    [GeneratedRegex("runbook: \"(.*)\"")]
    private static partial Regex Link();

    [GeneratedRegex(@"\bdavf(?:\.[a-z][a-z0-9-]*)+")]
    private static partial Regex Setting();
}
