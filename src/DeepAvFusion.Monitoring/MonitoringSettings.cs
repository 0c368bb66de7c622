using System.Globalization;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Monitoring;

/// <summary>The section `davf.monitoring`.</summary>
/// <param name="Faults">What is looked for.</param>
/// <param name="Masks">By stream: parts of the picture that may move while it is frozen.</param>
/// <param name="Clipping">Share of the latest three seconds in which samples are clipped, 0..1.</param>
public sealed record MonitoringSettings(
    bool IsEnabled, IReadOnlySet<FaultKind> Faults, LevelRule Silence, LatchTimes DigitalZero, LatchTimes Clipping, LevelRule Phase, LevelRule OverLevel, LoudnessRule Loudness,
    BlackRule Black, FreezeRule Freeze, OffsetRule Offset, OffsetRule FarOffset, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<PicturePoint>>> Masks)
{
    public static MonitoringSettings From(SettingsReader davf) => davf.Section("monitoring", monitoring => new MonitoringSettings(
        monitoring.Flag("enabled"), FaultsFrom(monitoring),
        monitoring.Section("silence", silence => LevelRule.From(silence, -120, 0, isLow: true)), monitoring.Section("digital-zero", LatchTimes.From), monitoring.Section("clipping", LatchTimes.From),
        monitoring.Section("phase", phase => LevelRule.From(phase, -1, 1, isLow: true)), monitoring.Section("over-level", over => LevelRule.From(over, -60, 20, isLow: false)),
        monitoring.Section("loudness", LoudnessRule.From), monitoring.Section("black", BlackRule.From), monitoring.Section("freeze", FreezeRule.From),
        monitoring.Section("av-offset", OffsetRule.From), monitoring.Section("far-av-offset", OffsetRule.From), monitoring.Map("masks", MaskFrom)));

    private static HashSet<FaultKind> FaultsFrom(SettingsReader monitoring)
    {
        var known = Enum.GetValues<FaultKind>().ToDictionary(kind => SettingsReader.Dashed(kind.ToString()), StringComparer.Ordinal);
        var chosen = new HashSet<FaultKind>();
        foreach (var name in monitoring.Texts("faults"))
        {
            if (known.TryGetValue(name, out var kind))
                chosen.Add(kind);
            else
                monitoring.Problem("faults", $"holds '{name}'; it must be of {string.Join(", ", known.Keys)}");
        }
        return chosen;
    }

    private static IReadOnlyList<IReadOnlyList<PicturePoint>> MaskFrom(string stream, SettingsReader mask)
    {
        var polygons = new List<IReadOnlyList<PicturePoint>>();
        foreach (var text in mask.Texts(""))
        {
            var corners = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(corner => corner.Split(',')
                .Select(share => double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToArray()).ToList();
            if (corners.Count >= 3 && corners.All(corner => corner is [>= 0 and <= 1, >= 0 and <= 1]))
                polygons.Add([.. corners.Select(corner => new PicturePoint(corner[0], corner[1]))]);
            else
                mask.Problem("", "must be corners in shares of the picture each, such as \"0.8,0 1,0 1,0.1 0.8,0.1\"");
        }
        return polygons;
    }
}

/// <summary>How long a level must be bad before a fault is set, and good before it is cleared.</summary>
public sealed record LatchTimes(TimeSpan SetAfter, TimeSpan ClearAfter)
{
    public static LatchTimes From(SettingsReader fault) => new(fault.NotNegative("set-after"), fault.NotNegative("clear-after"));
}

/// <summary>Levels of a fault: bad beyond one, good beyond the other.</summary>
public sealed record LevelRule(double Set, double Clear, LatchTimes Times)
{
    /// <param name="isLow">True where lower is worse.</param>
    internal static LevelRule From(SettingsReader fault, double least, double most, bool isLow)
    {
        var (set, clear) = (fault.Number("set", least, most), fault.Number("clear", least, most));
        if (isLow ? clear < set : clear > set)
            fault.Problem("clear", FormattableString.Invariant($"is {clear}; it must be {(isLow ? "at least" : "at most")} `set` ({set})"));
        return new LevelRule(set, clear, LatchTimes.From(fault));
    }
}

/// <summary>Loudness that is aimed at, LUFS, and how far from it is too far, LU.</summary>
/// <param name="Long">The same over minutes.</param>
/// <param name="Minutes">How many.</param>
public sealed record LoudnessRule(double Target, double Set, double Clear, LatchTimes Times, double Long, double LongClear, TimeSpan Over)
{
    internal static LoudnessRule From(SettingsReader loudness)
    {
        var rule = new LoudnessRule(
            loudness.Number("target", -70, 0), loudness.Number("set", 0.1, 60), loudness.Number("clear", 0.1, 60), LatchTimes.From(loudness), loudness.Number("long-set", 0.1, 60), loudness.Number("long-clear", 0.1, 60),
            loudness.Positive("over"));
        if (rule.Clear > rule.Set)
            loudness.Problem("clear", "must be at most `set`");
        if (rule.LongClear > rule.Long)
            loudness.Problem("long-clear", "must be at most `long-set`");
        if (rule.Over < TimeSpan.FromSeconds(10) || rule.Over > TimeSpan.FromDays(1))
            loudness.Problem("over", "must be 10s to 24h");
        return rule;
    }
}

/// <summary>When a picture is black.</summary>
/// <param name="Level">Brightness up to which a pixel is black, 0..1.</param>
/// <param name="Share">Share of such pixels.</param>
public sealed record BlackRule(double Level, double Share, LatchTimes Times)
{
    internal static BlackRule From(SettingsReader black) => new(black.Number("level", 0, 1), black.Number("share", 0, 1), LatchTimes.From(black));
}

/// <summary>When a picture stands still.</summary>
/// <param name="Difference">Mean difference of brightness up to which it does, 0..1.</param>
public sealed record FreezeRule(double Difference, LatchTimes Times)
{
    internal static FreezeRule From(SettingsReader freeze) => new(freeze.Number("difference", 0, 1), LatchTimes.From(freeze));
}

/// <summary>How far sound may be before the picture, and behind it.</summary>
public sealed record OffsetRule(TimeSpan Early, TimeSpan Late, LatchTimes Times)
{
    internal static OffsetRule From(SettingsReader offset) => new(offset.Positive("early"), offset.Positive("late"), LatchTimes.From(offset));
}
