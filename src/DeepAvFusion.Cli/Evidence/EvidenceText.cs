using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Sinks.Evidence;

namespace DeepAvFusion.Cli.Evidence;

/// <summary>The settings that decide what an analysis says, for a bundle of evidence: chosen one by one, so that no address and no secret is among them.</summary>
internal static class EvidenceText
{
    private static readonly string[] Sections = ["davf.windowing.", "davf.regions.", "davf.events.", "davf.separation."];
    private static readonly string[] Keys = ["davf.source.picture-rate", "davf.source.short-side", "davf.model.preset", "davf.model.seed", "davf.model.dtype"];

    public static EvidenceSettings Of(LoadedSettings loaded, EngineSettings engine) => new(
        string.Concat(loaded.Values().Where(setting => Keys.Contains(setting.Key, StringComparer.Ordinal) || Sections.Any(section => setting.Key.StartsWith(section, StringComparison.Ordinal)))
            .Select(setting => $"{setting.Key} = \"{setting.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n")),
        engine.Windows.Step, engine.Windows.Duration, typeof(EvidenceText).Assembly.GetName().Version?.ToString(3) ?? "");
}
