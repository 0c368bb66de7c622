using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>Which events get a clip, how long it is, and what is kept.</summary>
/// <param name="PreRoll">How long before the event a clip begins.</param>
/// <param name="PostRoll">How long after its end.</param>
/// <param name="Longest">Of one clip; longer events are shown by their beginning.</param>
/// <param name="Buffer">Bytes of memory for the latest packets of one source.</param>
/// <param name="Labels">Only events of these; empty for all. So with verdicts.</param>
/// <param name="Least">Least score of an event, 0..1.</param>
public sealed record ClipSettings(
    bool IsEnabled, string Folder, TimeSpan PreRoll, TimeSpan PostRoll, TimeSpan Longest, long Buffer, IReadOnlyList<string> Labels, IReadOnlyList<string> Verdicts, double Least, ClipRetention Retention)
{
    // results are told so long after what they tell of, at most, and clips still begin before it
    private static readonly TimeSpan MostAge = TimeSpan.FromSeconds(20);

    /// <summary>How long packets wait in memory.</summary>
    public TimeSpan Reach => PreRoll + MostAge;

    public static ClipSettings From(SettingsReader davf) => davf.Section("clips", clips =>
    {
        var settings = new ClipSettings(
            clips.Flag("enabled"), clips.Text("folder"), clips.NotNegative("pre-roll"), clips.NotNegative("post-roll"), clips.Positive("longest"), clips.Bytes("buffer"), clips.Texts("labels"),
            clips.Texts("verdicts"), clips.Number("least", 0, 1), clips.Section("retention", ClipRetention.From));
        if (settings.PreRoll + settings.PostRoll >= settings.Longest)
            clips.Problem("longest", "must be longer than pre-roll and post-roll together");
        if (settings.PreRoll > TimeSpan.FromMinutes(5))
            clips.Problem("pre-roll", "must be at most 5 minutes: so much is kept in memory for every stream");
        return settings;
    });

    /// <summary>Whether an event gets a clip.</summary>
    public bool Wants(string label, string verdict, double score) =>
        score >= Least && (Labels.Count == 0 || Labels.Contains(label, StringComparer.Ordinal)) && (Verdicts.Count == 0 || Verdicts.Contains(verdict, StringComparer.Ordinal));
}

/// <summary>What of the clips is kept; what is older goes first, and what somebody asked for stays.</summary>
/// <param name="Age">Clips that ended longer ago go; zero keeps them.</param>
/// <param name="Limit">Bytes that all clips take at most.</param>
/// <param name="LeastFree">Bytes of the disk that clips leave free.</param>
/// <param name="Labels">Another age for clips that show such an event; the longest counts.</param>
public sealed record ClipRetention(TimeSpan Age, long Limit, long LeastFree, IReadOnlyDictionary<string, TimeSpan> Labels)
{
    public static ClipRetention From(SettingsReader retention) => new(
        retention.NotNegative("age"), retention.Bytes("limit"), retention.Bytes("least-free"), retention.Map("labels", (_, label) => label.NotNegative("")));

    /// <summary>When a clip goes by its age; null for never.</summary>
    public DateTimeOffset? EndOf(DeepAvFusion.Store.Clips.StoredClip clip)
    {
        var ages = clip.Events.Select(e => Labels.GetValueOrDefault(e.Label, Age)).DefaultIfEmpty(Age).ToList();
        return clip.IsKept || ages.Any(age => age == TimeSpan.Zero) ? null : DateTimeOffset.FromUnixTimeMilliseconds(clip.EndAt) + ages.Max();
    }
}
