using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Brings the source's timestamps, whatever they do, onto one clock that starts at zero and never jumps by more than a real hole may.</summary>
/// <remarks>
/// When a timestamp leaps, both sides move over together: the offset found for the first is taken by the other when it fits. A small step back may be disorder of a few frames; it is a leap
/// when a side stays behind.
/// </remarks>
internal sealed class SourceClock
{
    private const int LeastBehind = 4;

    private static readonly long MaxGap = TimeSpan.FromSeconds(10).Ticks;
    private static readonly long MaxBack = TimeSpan.FromSeconds(0.5).Ticks;
    private static readonly long LeastBack = TimeSpan.FromSeconds(FfmpegArguments.LeastStepBack).Ticks;
    private static readonly long EpochTicks = FfmpegArguments.Epoch * TimeSpan.TicksPerSecond;

    private readonly Side _picture = new();
    private readonly Side _sound = new();
    private readonly Side _preview = new();
    private long? _offset;
    private long _head;
    private long _raw;

    /// <summary>Leaps of the source's timestamps that were taken out.</summary>
    public long Discontinuities { get; private set; }

    /// <summary>Where the media has come to.</summary>
    public MediaTime Head => new(TimeSpan.FromTicks(_head));

    /// <summary>Time of a frame on the one clock.</summary>
    /// <param name="pts">In units of numerator/denominator seconds.</param>
    /// <param name="length">How long the frame lasts, if that is known.</param>
    public MediaTime Map(SourcePart part, long pts, long numerator, long denominator, TimeSpan length)
    {
        var raw = (long)((Int128)pts * numerator * TimeSpan.TicksPerSecond / denominator);
        var side = part switch { SourcePart.Picture => _picture, SourcePart.Sound => _sound, _ => _preview };
        raw -= (long)Math.Round((raw - (side.Raw ?? _raw)) / (double)EpochTicks) * EpochTicks;
        var isBack = raw < side.Raw;
        side.SteppedBack = isBack ? raw : side.SteppedBack is { } step && raw < step + MaxGap ? step : null;
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
        else if (isBack && side.Offset != _offset && Fits(raw + _offset.Value, side))
        {
            // the other side has made the same step
            side.Offset = _offset;
            time = raw + _offset.Value;
        }
        else if (StaysBehind(side, time, raw) is { } first)
        {
            _offset = side.End!.Value - first;
            Discontinuities++;
            foreach (var other in new[] { _picture, _sound, _preview })
                if (ReferenceEquals(other, side) || other.SteppedBack is not null)
                    other.Offset = _offset;
            time = raw + _offset.Value;
        }
        side.End = Math.Max(time + length.Ticks, side.End ?? time);
        _head = Math.Max(_head, side.End.Value);
        return new MediaTime(TimeSpan.FromTicks(time));
    }

    /// <summary>Timestamp of the first of several frames in a row that lie clearly before the end of their side; null while there are none.</summary>
    private static long? StaysBehind(Side side, long time, long raw)
    {
        if (time >= side.End - LeastBack)
            (side.Behind, side.FirstBehind) = (0, 0);
        else if (side.Behind++ == 0)
            side.FirstBehind = raw;
        if (side.Behind < LeastBehind)
            return null;
        side.Behind = 0;
        return side.FirstBehind;
    }

    private bool Fits(long time, Side side) => time >= (side.End ?? 0) - MaxBack && time <= _head + MaxGap;

    private sealed class Side
    {
        /// <summary>The last timestamp as the source gave it, counted on over epochs.</summary>
        public long? Raw { get; set; }

        public long? Offset { get; set; }

        public long? End { get; set; }

        /// <summary>Timestamp of the last frame that came with a smaller one than the frame before, for a while.</summary>
        public long? SteppedBack { get; set; }

        /// <summary>Frames in a row that lay before the end, and the timestamp of the first.</summary>
        public int Behind { get; set; }

        public long FirstBehind { get; set; }
    }
}
