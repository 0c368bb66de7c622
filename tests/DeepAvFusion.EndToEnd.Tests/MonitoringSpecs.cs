using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>The alerts and dashboards of deploy/, against what a running analyzer tells a real Prometheus.</summary>
public sealed partial class MonitoringSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    // there is no certificate without TLS; the rule's own test knows the name
    private const string OfTls = "davf_tls_certificate_expiry_timestamp_seconds";

    // what shows only where something is wrong
    private static readonly string[] Quiet = ["Failures and errors", "Not written", "Lost in the last hour", "Windows lost, by stage and reason"];

    [PrometheusFact]
    public void Alerts_fire_when_they_should_and_not_before()
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["test", "rules", "deepav.rules.test.yml"]) { WorkingDirectory = Prometheus.Deploy, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var told = promtool.StandardOutput.ReadToEndAsync();
        var wrong = promtool.StandardError.ReadToEnd();
        promtool.WaitForExit();
        Assert.True(promtool.ExitCode == 0, told.Result + wrong);
    }

    [PrometheusFact]
    public async Task Dashboards_and_alerts_ask_for_what_a_running_analyzer_tells()
    {
        using var analyzer = DeepavProcess.Start("run", "--demo", "--set", "davf.server.port=0", "--set", "davf.outputs.webhooks.away={url=\"http://127.0.0.1:9/\"}");
        var address = new Uri(analyzer.WaitForLine("Open http", Patience).Split(' ')[^1]);
        using var prometheus = Prometheus.Start(address.Authority);
        await prometheus.UntilAsync("sum(rate(davf_windows_analysed_total[1m])) > 0 and sum(davf_stream_state{state=\"running\"}) == 2", Patience);
        await prometheus.UntilAsync("sum(increase(davf_webhook_messages_total[1m])) > 0", Patience);
        await prometheus.UntilAsync("rate(process_cpu_seconds_total[1m])", Patience);

        var panels = Panels();
        var known = (await prometheus.NamesAsync()).Select(name => Suffix().Replace(name, ""));
        var asked = panels.SelectMany(panel => panel.Queries).Concat(Alerts()).SelectMany(query => Metric().Matches(query).Select(match => Suffix().Replace(match.Value, ""))).ToHashSet();
        Assert.Equal([], asked.Except(known).Except([OfTls]));
        foreach (var (title, queries) in panels)
            foreach (var query in queries)
                Assert.True((await prometheus.QueryAsync(query)).Count > 0 || Quiet.Contains(title), $"The panel '{title}' stays empty: {query}");
        Assert.Empty(await prometheus.QueryAsync("ALERTS{alertstate=\"firing\"}"));
    }

    private static List<(string Title, List<string> Queries)> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", "grafana", "dashboards", "deepav.json")));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _)).Select(panel => (
            panel.GetProperty("title").GetString()!,
            panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!.Replace("$instance", ".*", StringComparison.Ordinal).Replace("$stream", ".*", StringComparison.Ordinal)).ToList()))];
    }

    private static IEnumerable<string> Alerts() => File.ReadLines(Path.Combine(Prometheus.Deploy, "deepav.rules.yml")).Where(line => !line.TrimStart().StartsWith("- alert", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(?:davf|process|dotnet)_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("_(?:bucket|sum|count|total)$")]
    private static partial Regex Suffix();
}
