using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Windowing;

/// <summary>Sound laid end to end on a grid of samples. Jitter of its timestamps is ignored, drift is followed by single samples, holes become silence.</summary>
/// <remarks>Positions are samples from the origin of the current stretch.</remarks>
internal sealed class SoundTimeline(TimeSpan jitter)
{
    private const int SamplesPerSlip = 320;
    private const double SmoothingSamples = 5.0 * AudioClock.Rate;
    private const double SlipFrom = 0.005 * AudioClock.Rate;
    private const double SlipUntil = 0.001 * AudioClock.Rate;

    private readonly long _jitter = Samples(jitter);
    private readonly List<(long Start, long End)> _gaps = [];
    private float[] _buffer = new float[4 * AudioClock.Rate];
    private long _base;
    private long? _first;
    private double _drift;
    private bool _slipping;

    /// <summary>Position after the last sample; where sound is expected to go on.</summary>
    public long Next { get; private set; }

    public bool HasAny => _first is not null;

    /// <summary>Samples added (positive) and dropped (negative) in single steps to follow drift.</summary>
    public long Slipped { get; private set; }

    /// <summary>Samples thrown away because they lay where there was sound already.</summary>
    public long Overlapped { get; private set; }

    public static long Samples(TimeSpan span) => new MediaTime(span).ToSample(AudioClock.Rate);

    public void Append(long position, ReadOnlySpan<float> samples)
    {
        if (_first is null)
        {
            var early = (int)Math.Clamp(_base - position, 0, samples.Length);
            samples = samples[early..];
            position += early;
            Overlapped += early;
            if (samples.IsEmpty)
                return;
            Next = position;
            _first = position;
        }
        var error = position - Next;
        if (error > _jitter)
            Gap(position);
        else if (error < -_jitter)
        {
            var known = (int)Math.Min(-error, samples.Length);
            samples = samples[known..];
            Overlapped += known;
        }
        if (Math.Abs(error) > _jitter)
            (_drift, _slipping) = (0, false);
        else
            _drift += (error - _drift) * Math.Min(1, samples.Length / SmoothingSamples);
        Write(samples, Slips(samples.Length));
    }

    /// <summary>Copies the samples from `start` on; silence where there is none.</summary>
    public void CopyTo(long start, Span<float> window)
    {
        window.Clear();
        var from = Math.Max(start, _base);
        var to = Math.Min(start + window.Length, Next);
        if (_first is not null && to > from)
            _buffer.AsSpan((int)(from - _base), (int)(to - from)).CopyTo(window[(int)(from - start)..]);
    }

    /// <summary>Samples of real sound between two positions.</summary>
    public long Count(long start, long end)
    {
        if (_first is not { } first)
            return 0;
        start = Math.Max(start, first);
        end = Math.Min(end, Next);
        if (end <= start)
            return 0;
        var missing = 0L;
        foreach (var gap in _gaps)
            missing += Math.Max(0, Math.Min(end, gap.End) - Math.Max(start, gap.Start));
        return end - start - missing;
    }

    /// <summary>Nobody will ask for what lies before `position` again.</summary>
    public void Forget(long position)
    {
        if (position <= _base)
            return;
        _gaps.RemoveAll(gap => gap.End <= position);
        var kept = (int)Math.Max(0, Next - position);
        if (_first is not null && kept > 0)
            _buffer.AsSpan((int)(position - _base), kept).CopyTo(_buffer);
        _base = position;
        if (_first is not null)
            Next = Math.Max(Next, position);
    }

    private void Gap(long position)
    {
        Reserve(position);
        _buffer.AsSpan((int)(Next - _base), (int)(position - Next)).Clear();
        _gaps.Add((Next, position));
        Next = position;
    }

    private int Slips(int length)
    {
        _slipping = Math.Abs(_drift) > (_slipping ? SlipUntil : SlipFrom);
        var slips = _slipping ? Math.Sign(_drift) * Math.Min((int)Math.Abs(_drift), Math.Max(1, length / SamplesPerSlip)) : 0;
        if (length < 2 * Math.Abs(slips))
            return 0;
        _drift -= slips;
        Slipped += slips;
        return slips;
    }

    private void Write(ReadOnlySpan<float> samples, int slips)
    {
        Reserve(Next + samples.Length + Math.Max(0, slips));
        var parts = Math.Abs(slips) + 1;
        for (var part = 0; part < parts; part++)
        {
            var from = (int)((long)samples.Length * part / parts);
            var to = (int)((long)samples.Length * (part + 1) / parts);
            var last = part == parts - 1;
            var piece = samples[from..(slips < 0 && !last ? to - 1 : to)];
            piece.CopyTo(_buffer.AsSpan((int)(Next - _base)));
            Next += piece.Length;
            if (slips > 0 && !last)
                _buffer[Next++ - _base] = samples[to - 1];
        }
    }

    private void Reserve(long end)
    {
        var needed = end - _base;
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Max(needed, Math.Min(2L * _buffer.Length, Array.MaxLength)));
    }
}
