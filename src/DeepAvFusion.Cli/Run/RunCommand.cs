using System.CommandLine;
using DeepAvFusion.Cli.Commands;

namespace DeepAvFusion.Cli.Run;

/// <summary>`deepav run`: the analyzer and its page, until it is stopped.</summary>
internal static class RunCommand
{
    // two cameras on a small machine without a GPU, whose people do not wait long for what they taught
    private static readonly string[] DemoSettings =
    [
        "davf.windowing.step=2s", "davf.learning.due=4", "davf.learning.due-groups=2", "davf.learning.distance=10s", "davf.learning.live.look-every=1s", "davf.learning.live.shadow.windows=8",
        "davf.learning.live.canary.time=6s", "davf.clips.enabled=${davf.store.enabled}",
    ];

    public static Command Create()
    {
        var settings = new SettingsOptions();
        var demo = new Option<bool>("--demo") { Description = "Also start two synthetic cameras and analyze them." };
        var command = new Command("run", "Analyze the configured streams and serve the page, the API, /metrics and /health (default: http://127.0.0.1:8080).") { demo };
        settings.AddTo(command);
        command.SetAction((parsed, _) => AnalyzerRun.RunAsync(settings.Load(parsed, parsed.GetValue(demo) ? DemoSettings : []), parsed.GetValue(demo)));
        return command;
    }
}
