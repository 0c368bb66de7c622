using System.Globalization;

namespace DeepAvFusion.Core;

/// <summary>One run of a stream (one FFmpeg process, one clock); late news of an older run is told apart by it, and its files and lines are joined by it.</summary>
/// <remarks>The number is the moment at which the run began, in universal time, as yyMMddHHmmssfff: unique over restarts, sortable, and exact as a number in JSON.</remarks>
public readonly record struct RunId(long Value)
{
    private static readonly Lock Gate = new();
    private static long _last;

    /// <summary>A number not used before, in this process or an earlier one.</summary>
    public static RunId Next()
    {
        var now = long.Parse(DateTime.UtcNow.ToString("yyMMddHHmmssfff", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        lock (Gate)
            return new(_last = Math.Max(_last + 1, now));
    }

    public override string ToString() => $"run-{Value}";
}
