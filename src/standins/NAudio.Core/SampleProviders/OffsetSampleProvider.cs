namespace NAudio.Wave.SampleProviders;

/// <summary>Silence, then a part of a sound, then silence. Set it up before it is read; counts are numbers of all channels together.</summary>
public class OffsetSampleProvider : ISampleProvider
{
    private readonly ISampleProvider _source;
    private int _delay;
    private int _skip;
    private int _take;
    private int _leadOut;
    private int _done;
    private Phase _phase;

    public OffsetSampleProvider(ISampleProvider sourceProvider) => _source = sourceProvider;

    private enum Phase
    {
        NotStarted,
        Delay,
        Take,
        LeadOut,
        Over,
    }

    public WaveFormat WaveFormat => _source.WaveFormat;

    /// <summary>Silence before the sound.</summary>
    public int DelayBySamples
    {
        get => _delay;
        set => Set(ref _delay, value, nameof(DelayBySamples));
    }

    public TimeSpan DelayBy
    {
        get => Time(_delay);
        set => DelayBySamples = Count(value);
    }

    /// <summary>The beginning of the sound that is left out.</summary>
    public int SkipOverSamples
    {
        get => _skip;
        set => Set(ref _skip, value, nameof(SkipOverSamples));
    }

    public TimeSpan SkipOver
    {
        get => Time(_skip);
        set => SkipOverSamples = Count(value);
    }

    /// <summary>How much of the sound is played; 0 means all of it.</summary>
    public int TakeSamples
    {
        get => _take;
        set => Set(ref _take, value, nameof(TakeSamples));
    }

    public TimeSpan Take
    {
        get => Time(_take);
        set => TakeSamples = Count(value);
    }

    /// <summary>Silence after the sound.</summary>
    public int LeadOutSamples
    {
        get => _leadOut;
        set => Set(ref _leadOut, value, nameof(LeadOutSamples));
    }

    public TimeSpan LeadOut
    {
        get => Time(_leadOut);
        set => LeadOutSamples = Count(value);
    }

    public int Read(float[] buffer, int offset, int count)
    {
        if (_phase == Phase.NotStarted) Enter(Phase.Delay);
        var total = 0;
        if (_phase == Phase.Delay) total += Silence(buffer.AsSpan(offset, count), _delay, Phase.Take);
        if (_phase == Phase.Take) total += Sound(buffer, offset + total, count - total);
        if (_phase == Phase.LeadOut) total += Silence(buffer.AsSpan(offset + total, count - total), _leadOut, Phase.Over);
        return total;
    }

    private int Silence(Span<float> target, int length, Phase next)
    {
        var count = Math.Min(target.Length, length - _done);
        target[..count].Clear();
        _done += count;
        if (_done < length) return count;
        Enter(next);
        if (next == Phase.Take) SkipBeginning();
        return count;
    }

    private int Sound(float[] buffer, int offset, int count)
    {
        var wanted = _take > 0 ? Math.Min(count, _take - _done) : count;
        var read = _source.Read(buffer, offset, wanted);
        _done += read;
        if (read < wanted || (_take > 0 && _done >= _take)) Enter(Phase.LeadOut);
        return read;
    }

    private void SkipBeginning()
    {
        var ignored = new float[Math.Min(_skip, WaveFormat.SampleRate * WaveFormat.Channels)];
        var skipped = 0;
        while (skipped < _skip)
        {
            var read = _source.Read(ignored, 0, Math.Min(_skip - skipped, ignored.Length));
            if (read == 0) return;
            skipped += read;
        }
    }

    private void Enter(Phase phase) => (_phase, _done) = (phase, 0);

    private void Set(ref int field, int value, string name)
    {
        if (_phase != Phase.NotStarted) throw new InvalidOperationException($"Can't set {name} after calling Read");
        if (value % WaveFormat.Channels != 0) throw new ArgumentException($"{name} must be a multiple of WaveFormat.Channels");
        field = value;
    }

    private int Count(TimeSpan time) => (int)(time.TotalSeconds * WaveFormat.SampleRate) * WaveFormat.Channels;

    private TimeSpan Time(int count) => TimeSpan.FromSeconds(count / WaveFormat.Channels / (double)WaveFormat.SampleRate);
}
