using System.Globalization;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Sinks.Evidence;

namespace DeepAvFusion.Cli.Evidence;

/// <summary>One line of a replay: what was told live, what is told now, and whether that is the same.</summary>
internal sealed record ReplayLine(string What, string Then, string Now, string Bound, bool IsSame);

/// <summary>Lays what analysing a clip again tells beside what was told live.</summary>
internal static class ReplayComparison
{
    /// <param name="mask">Of the region in the live analysis, a byte a pixel with its size; null without one.</param>
    public static IReadOnlyList<ReplayLine> Of(EvidenceDocument told, IReadOnlyCollection<AvEvent> events, IReadOnlyList<AvAnalysis> windows, (int Width, int Height, bool[] Pixels)? mask)
    {
        var clip = DateTimeOffset.FromUnixTimeMilliseconds(told.Clip.StartAt);
        var length = (told.Clip.EndAt - told.Clip.StartAt) / 1000.0;
        var (start, end) = (Math.Clamp((told.Event.Start - clip).TotalSeconds, 0, length), Math.Clamp(((told.Event.End ?? DateTimeOffset.MaxValue) - clip).TotalSeconds, 0, length));
        var near = events.Where(e => e.Label == told.Event.Label).Select(e => (Event: e, Start: e.Start.Seconds, End: e.End?.Seconds ?? length))
            .Where(e => e.Start - told.Bounds.Seconds <= end && e.End + told.Bounds.Seconds >= start)
            .OrderByDescending(e => SettingsReader.Dashed(e.Event.Verdict.ToString()) == told.Event.Verdict).ThenBy(e => Math.Abs(e.Start - start) + Math.Abs(e.End - end)).ToList();
        if (near.Count == 0)
            return [new("event", told.Event.Label, "not heard or seen", "", false)];
        var found = near.Where(e => e.Event.Verdict == near[0].Event.Verdict).OrderBy(e => e.Start)
            .Aggregate((all, next) => next.Start - all.End <= told.Bounds.Seconds ? (next.Event.PeakScore > all.Event.PeakScore ? next.Event : all.Event, all.Start, Math.Max(all.End, next.End)) : all);
        var verdict = SettingsReader.Dashed(found.Event.Verdict.ToString());
        var lines = new List<ReplayLine>
        {
            new("event", told.Event.Label, found.Event.Label, "the same", true),
            new("verdict", told.Event.Verdict, verdict, "the same", verdict == told.Event.Verdict),
            Near("start, s into the clip", start, found.Start, told.Bounds.Seconds),
            Near("end, s into the clip", end, found.End, told.Bounds.Seconds),
            Near("highest score", told.Event.Peak, found.Event.PeakScore, told.Bounds.Score),
        };
        if (mask is { } then && told.Clip.Events is [var shown, ..])
            lines.Add(Mask(then, windows, (shown.At - told.Clip.StartAt) / 1000.0, told.Bounds.Overlap));
        return lines;
    }

    private static ReplayLine Near(string what, double then, double now, double bound) =>
        new(what, Text(then), Text(now), $"± {Text(bound)}", Math.Abs(then - now) <= bound);

    /// <summary>The region that covers the mask best, in the windows around the moment.</summary>
    private static ReplayLine Mask((int Width, int Height, bool[] Pixels) then, IReadOnlyList<AvAnalysis> windows, double at, double bound)
    {
        var best = 0.0;
        foreach (var window in windows.OrderBy(window => Math.Abs((window.PictureTime ?? window.Centre).Seconds - at)).Take(4))
        {
            if (window.Map is not { } map || (map.Width, map.Height) != (then.Width, then.Height))
                continue;
            for (var region = 1; region <= window.Regions.Count; region++)
            {
                var (both, either) = (0, 0);
                for (var i = 0; i < map.Region.Length; i++)
                {
                    var isIn = map.Region[i] == region;
                    both += isIn && then.Pixels[i] ? 1 : 0;
                    either += isIn || then.Pixels[i] ? 1 : 0;
                }
                best = Math.Max(best, either == 0 ? 0 : both / (double)either);
            }
        }
        return new ReplayLine("mask", "as in the bundle", $"overlap {Text(best)}", $">= {Text(bound)}", best >= bound);
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
