using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Recall;

namespace DeepAvFusion.Engine.Learning;

/// <summary>How what was learnt comes to live streams, and what takes it back.</summary>
/// <param name="ReservoirEvery">A stream's window that nobody corrected is offered to the reservoir as often as this.</param>
/// <param name="LookEvery">How often it is looked whether a fit is due.</param>
/// <param name="ReturnAfter">A version in use for so long gives way to the model as it came; zero never.</param>
public sealed record LiveLearningSettings(
    RecallSettings Recall, TimeSpan ReservoirEvery, TimeSpan LookEvery, TimeSpan FitPatience, ShadowSettings Shadow, CanarySettings Canary, WatchSettings Watch, TimeSpan ReturnAfter)
{
    public static LiveLearningSettings From(SettingsReader davf) => davf.Section("learning.live", live => new LiveLearningSettings(
        RecallSettings.From(live), live.Positive("reservoir-every"), live.Positive("look-every"), live.Positive("fit-patience"),
        live.Section("shadow", ShadowSettings.From), live.Section("canary", CanarySettings.From), live.Section("watch", WatchSettings.From), live.NotNegative("return-after")));
}

/// <summary>The phase in which a candidate scores live windows and nobody sees it.</summary>
/// <param name="Windows">So many windows.</param>
/// <param name="Disagreement">Most windows, as a share, in which labels that nobody corrected are told otherwise than by the version in use.</param>
/// <param name="Rate">Most that a label which nobody corrected may be told more or less often, as a factor.</param>
public sealed record ShadowSettings(int Windows, double Disagreement, double Rate)
{
    public static ShadowSettings From(SettingsReader shadow) => new(shadow.Count("windows", 0), shadow.Number("disagreement", 0, 1), shadow.Number("rate", 1));
}

/// <summary>The phase in which a candidate is used for some of the streams.</summary>
/// <param name="Share">Share of the streams, at least one.</param>
/// <param name="Time">For so long; zero leaves the phase out.</param>
/// <param name="Events">Or until so many events began there; zero for time alone.</param>
public sealed record CanarySettings(double Share, TimeSpan Time, int Events)
{
    public static CanarySettings From(SettingsReader canary) => new(canary.Number("share", 0, 1), canary.NotNegative("time"), canary.Count("events", 0));
}

/// <summary>What takes a version back by itself.</summary>
/// <param name="Time">A version is watched for so long after its promotion.</param>
/// <param name="Rate">Most that labels which nobody corrected may be told more or less often than by the version before, as a factor.</param>
/// <param name="Hourly">Most that labels which were corrected may be told than is usual at the hour, as a factor; zero does not look at it.</param>
/// <param name="Rejections">Most that the share of rejected events may rise.</param>
/// <param name="Judged">Judged events, before and after, from which on that is looked at.</param>
/// <param name="Age">Most that the 95th percentile of the results' age may rise, as a factor.</param>
public sealed record WatchSettings(TimeSpan Time, double Rate, double Hourly, double Rejections, int Judged, double Age)
{
    public static WatchSettings From(SettingsReader watch) =>
        new(watch.Positive("time"), watch.Number("rate", 1), watch.Number("hourly", 0), watch.Number("rejections", 0, 1), watch.Count("judged"), watch.Number("age", 1));
}
