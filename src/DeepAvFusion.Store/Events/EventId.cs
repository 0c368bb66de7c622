using System.Globalization;
using DeepAvFusion.Core;

namespace DeepAvFusion.Store.Events;

/// <summary>Names one event for good, over restarts and machines: `STREAM.RUN.NUMBER`.</summary>
public readonly record struct EventId(StreamId Stream, RunId Run, long Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stream}.{Run.Value}.{Number}");

    public static bool TryParse(string text, out EventId id)
    {
        id = default;
        if (text.Split('.') is not [var stream, var run, var number] || !StreamId.IsValid(stream)
            || !long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var began) || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var which))
            return false;
        id = new EventId(new StreamId(stream), new RunId(began), which);
        return true;
    }
}
