using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Notices that pictures come at intervals that people should know of, as windows then share one.</summary>
internal sealed class PicturePace
{
    private const double Alike = 1.5;
    private static readonly TimeSpan Rare = TimeSpan.FromSeconds(1.5);

    private MediaTime? _last;
    private TimeSpan _interval;

    /// <summary>What to tell people when two intervals in a row are long and alike; null for nothing.</summary>
    public string? Add(MediaTime picture)
    {
        var (before, interval) = (_interval, _last is { } last ? picture - last : TimeSpan.Zero);
        (_last, _interval) = (picture, interval);
        return interval < Rare || before < Rare || interval > Alike * before || before > Alike * interval ? null
            : FormattableString.Invariant($"it sends a picture only every {Math.Round(interval.TotalSeconds, interval.TotalSeconds < 10 ? 1 : 0)} s, so several windows take the same one, the last that has come");
    }
}
