using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts.Rules;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>The section `davf.alerts`.</summary>
/// <param name="Settle">Alerts of an earlier start are not cleared before so long.</param>
/// <param name="StalledAfter">A stream that runs and has told nothing for so long is stalled.</param>
/// <param name="Rules">Those of the settings files, as people wrote them.</param>
public sealed record AlertSettings(bool IsEnabled, TimeSpan Settle, TimeSpan StalledAfter, IReadOnlyList<RuleDocument> Rules, IReadOnlyList<SilenceDocument> Silences)
{
    public static AlertSettings From(SettingsReader davf) => davf.Section("alerts", alerts => new AlertSettings(
        alerts.Flag("enabled"), alerts.NotNegative("settle"), alerts.Positive("stalled-after"),
        [.. alerts.Map("rules", RuleReading.Rule).Values], [.. alerts.Map("silences", RuleReading.Silence).Values]));
}
