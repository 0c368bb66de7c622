using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Architecture.Tests;

/// <summary>The settings that code reads are the settings that hocon/reference.conf documents.</summary>
public sealed class SettingsSpecs
{
    [Fact]
    public void Every_documented_key_is_read_and_every_key_read_is_documented()
    {
        var report = new SettingsReport();
        var loaded = SettingsLoader.Load([], []);
        new SettingsReader(loaded.Config, report).Section("davf", ReadAll);
        Assert.Empty(report.Problems);
        Assert.Equal(loaded.Keys().Order(), report.Keys.Order());
    }

    [Fact]
    public void Every_documented_key_has_a_sentence()
    {
        var lines = SettingsLoader.ReferenceText.Split('\n');
        var silent = new List<string>();
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('#') || !(line.Contains(" = ", StringComparison.Ordinal) || line.EndsWith('{') || line.EndsWith("{ }", StringComparison.Ordinal)))
                continue;
            if (!lines[i - 1].TrimStart().StartsWith('#') && line is not "batch {" and not "davf {" and not "live {" and not "inference {" and not "shutdown {" && !line.StartsWith("type =", StringComparison.Ordinal))
                silent.Add(line);
        }
        Assert.Empty(silent);
    }

    private static object ReadAll(SettingsReader davf) => ProductSettings.From(davf);
}
