using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Brings the source's timestamps, whatever they do, onto one clock that starts at zero and never jumps by more than a real hole may.</summary>
/// <remarks>When a timestamp leaps, both sides move over together: the offset found for the first is taken by the other when it fits.</remarks>
internal sealed class SourceClock
{
    private static readonly long MaxGap = TimeSpan.FromSeconds(10).Ticks;
    private static readonly long MaxBack = TimeSpan.FromSeconds(0.5).Ticks;
    private static readonly long EpochTicks = FfmpegArguments.Epoch * TimeSpan.TicksPerSecond;

    private readonly Side _picture = new();
    private readonly Side _sound = new();
    private readonly Side _preview = new();
    private long? _offset;
    private long _head;
    private long _raw;

    /// <summary>Leaps of the source's timestamps that were taken out.</summary>
    public long Discontinuities { get; private set; }

    /// <summary>Time of a frame on the one clock.</summary>
    /// <param name="pts">In units of numerator/denominator seconds.</param>
    /// <param name="length">How long the frame lasts, if that is known.</param>
    public MediaTime Map(SourcePart part, long pts, long numerator, long denominator, TimeSpan length)
    {
        var raw = (long)((Int128)pts * numerator * TimeSpan.TicksPerSecond / denominator);
        var side = part switch { SourcePart.Picture => _picture, SourcePart.Sound => _sound, _ => _preview };
        raw -= (long)Math.Round((raw - (side.Raw ?? _raw)) / (double)EpochTicks) * EpochTicks;
        side.Raw = _raw = raw;
        // A beginning just before zero is a codec's run-up (AAC, Opus): zero stays zero.
        _offset ??= raw < 0 && raw >= -MaxBack ? 0 : -raw;
        side.Offset ??= _offset.Value;
        var time = raw + side.Offset.Value;
        if (!Fits(time, side))
        {
            if (!Fits(raw + _offset.Value, side))
            {
                _offset = _head - raw;
                Discontinuities++;
            }
            time = raw + _offset.Value;
            side.Offset = _offset;
            side.End = time;
        }
        side.End = Math.Max(time + length.Ticks, side.End ?? time);
        _head = Math.Max(_head, side.End.Value);
        return new MediaTime(TimeSpan.FromTicks(time));
    }

    private bool Fits(long time, Side side) => time >= (side.End ?? 0) - MaxBack && time <= _head + MaxGap;

    private sealed class Side
    {
        /// <summary>The last timestamp as the source gave it, counted on over epochs.</summary>
        public long? Raw { get; set; }

        public long? Offset { get; set; }

        public long? End { get; set; }
    }
}
