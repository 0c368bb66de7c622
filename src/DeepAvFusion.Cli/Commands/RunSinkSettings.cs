using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Cli.Commands;

/// <summary>Which sinks `run` writes to.</summary>
/// <param name="Watchers">People who may watch one stream at a time.</param>
internal sealed record RunSinkSettings(string Folder, bool JsonLines, bool Wav, bool Overlay, int Watchers)
{
    public static RunSinkSettings From(SettingsReader davf) => davf.Section("sinks", sinks => new RunSinkSettings(
        sinks.Text("folder"), sinks.Flag("jsonl.enabled"), sinks.Flag("wav.enabled"), sinks.Flag("overlay.enabled"), sinks.Count("live.watchers", 1, 10_000)));
}
