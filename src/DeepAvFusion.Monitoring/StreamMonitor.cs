using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Monitoring.Picture;
using DeepAvFusion.Monitoring.Sound;

namespace DeepAvFusion.Monitoring;

/// <summary>Watches one stream's sound, of all channels at its own rate, and its pictures, and tells what is wrong with them. Thread-safe.</summary>
/// <param name="changed">Told of each fault that is set, or cleared, on the thread that brought the media.</param>
public sealed class StreamMonitor(MonitoringSettings settings, IReadOnlyList<IReadOnlyList<PicturePoint>> mask, TimeProvider time, Action<Fault, bool> changed) : INativeSoundListener
{
    /// <summary>Sound of more channels is not measured.</summary>
    public const int MostChannels = 16;

    // pictures that come more rarely than this tell nothing of what was between them
    private static readonly TimeSpan LongestPicture = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongLook = TimeSpan.FromSeconds(1);
    private const int ClippedWithin = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<FaultKind, FaultLatch> _latches = new()
    {
        [FaultKind.Silence] = Latch(settings.Silence.Times),
        [FaultKind.SilentChannel] = Latch(settings.Silence.Times),
        [FaultKind.DigitalZero] = Latch(settings.DigitalZero),
        [FaultKind.Clipping] = Latch(settings.Clipping),
        [FaultKind.Phase] = Latch(settings.Phase.Times),
        [FaultKind.OverLevel] = Latch(settings.OverLevel.Times),
        [FaultKind.Loudness] = Latch(settings.Loudness.Times),
        [FaultKind.LongLoudness] = Latch(settings.Loudness.Times),
        [FaultKind.Black] = Latch(settings.Black.Times),
        [FaultKind.Freeze] = Latch(settings.Freeze.Times),
        [FaultKind.AvOffset] = Latch(settings.Offset.Times),
        [FaultKind.FarAvOffset] = Latch(settings.FarOffset.Times),
        [FaultKind.BlackAndSilent] = new FaultLatch(TimeSpan.Zero, TimeSpan.Zero),
        [FaultKind.FrozenAndSilent] = new FaultLatch(TimeSpan.Zero, TimeSpan.Zero),
    };

    private readonly SortedDictionary<FaultKind, Fault> _faults = [];
    private readonly PictureMeter _pictures = new(mask, settings.Black.Level);
    private readonly Queue<bool> _clipped = new();
    private SoundMeter? _sound;
    private SoundBlock? _block;
    private MediaTime? _lastPicture;
    private TimeSpan _untilLong;
    private double? _long;

    /// <summary>What is measured at present, and what is wrong.</summary>
    public MonitorReport Report
    {
        get
        {
            lock (_lock)
                return new MonitorReport(_sound is { } sound && _block is { } block
                    ? new SoundReport(
                        sound.Channels, sound.Rate, block.Levels, sound.Loudness.Moment, sound.Loudness.Short, sound.Loudness.Integrated, sound.Loudness.Range,
                        sound.HighestPeak > 0 ? 20 * Math.Log10(sound.HighestPeak) : null, block.Correlation)
                    : null, [.. _faults.Values]);
        }
    }

    /// <summary>Faults that are set.</summary>
    public IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults.Values];
        }
    }

    public void Hear(ReadOnlySpan<float> interleaved, int channels, int rate)
    {
        if (channels is < 1 or > MostChannels || rate < 1000)
            return;
        lock (_lock)
        {
            if (_sound is null || _sound.Channels != channels || _sound.Rate != rate)
                _sound = new SoundMeter(channels, rate, (int)(settings.Loudness.Over / SoundMeter.Block));
            _sound.Add(interleaved, Judge);
        }
    }

    /// <summary>Looks at a picture, which stays the caller's.</summary>
    public void See(PictureFrame picture)
    {
        lock (_lock)
        {
            var length = _lastPicture is { } last && picture.Time > last && picture.Time - last <= LongestPicture ? picture.Time - last : TimeSpan.Zero;
            _lastPicture = picture.Time;
            var (black, difference) = _pictures.Take(picture);
            var isBlack = black >= settings.Black.Share;
            Take(FaultKind.Black, isBlack, !isBlack, length, () => $"{black:P0} of the picture is black");
            var isStill = difference <= settings.Freeze.Difference;
            if (difference is not null && !isStill)
                _pictures.Keep();
            Take(FaultKind.Freeze, isStill, !isStill, length, () => $"the picture stands still");
            Join();
        }
    }

    /// <summary>How much earlier the sound comes than the picture that it belongs to, and how long that has been so.</summary>
    public void Offset(TimeSpan early, TimeSpan length)
    {
        lock (_lock)
        {
            foreach (var (kind, rule) in new[] { (FaultKind.AvOffset, settings.Offset), (FaultKind.FarAvOffset, settings.FarOffset) })
            {
                var isBad = early > rule.Early || early < -rule.Late;
                Take(kind, isBad, !isBad, length, () => $"the sound is {Math.Abs(early.TotalMilliseconds):0} ms {(early > TimeSpan.Zero ? "early" : "late")}");
            }
        }
    }

    /// <summary>The run is over: nothing is known of what comes next.</summary>
    public void Over()
    {
        lock (_lock)
        {
            foreach (var latch in _latches.Values)
                latch.Reset();
            foreach (var fault in _faults.Values.ToList())
                Clear(fault);
            _clipped.Clear();
            (_lastPicture, _block, _sound) = (null, null, null);
            _pictures.Keep();
        }
    }

    private static FaultLatch Latch(LatchTimes times) => new(times.SetAfter, times.ClearAfter);

    private void Judge(SoundBlock block)
    {
        _block = block;
        var length = SoundMeter.Block;
        var (loudest, quietest) = (block.Levels.Max(), block.Levels.Min());
        Take(FaultKind.Silence, loudest < settings.Silence.Set, loudest > settings.Silence.Clear, length, () => $"no channel is louder than {loudest:0} dBFS");
        Take(FaultKind.SilentChannel, quietest < settings.Silence.Set && loudest > settings.Silence.Clear, quietest > settings.Silence.Clear || loudest < settings.Silence.Set, length, () => $"channel {1 + block.Levels.ToList().IndexOf(quietest)} is silent");
        Take(FaultKind.DigitalZero, block.IsZero, !block.IsZero, length, () => $"every sample is zero");
        _clipped.Enqueue(block.IsClipped);
        if (_clipped.Count > ClippedWithin)
            _clipped.Dequeue();
        var clipped = _clipped.Count(one => one);
        Take(FaultKind.Clipping, 3 * clipped >= ClippedWithin, clipped == 0, length, () => $"clipped in {clipped} of {ClippedWithin} tenths of a second");
        Take(FaultKind.Phase, block.Correlation < settings.Phase.Set && quietest > settings.Silence.Clear, !(block.Correlation < settings.Phase.Clear), length, () => $"the correlation of its channels is {block.Correlation:0.0}");
        Take(FaultKind.OverLevel, block.TruePeak > settings.OverLevel.Set, block.TruePeak < settings.OverLevel.Clear, length, () => $"the true peak is {block.TruePeak:0.0} dBTP");
        var off = Math.Abs((_sound!.Loudness.Short ?? settings.Loudness.Target) - settings.Loudness.Target);
        var isSilent = loudest < settings.Silence.Set;
        Take(FaultKind.Loudness, !isSilent && off > settings.Loudness.Set, isSilent || off <= settings.Loudness.Clear, length, () => $"the short-term loudness is {_sound.Loudness.Short:0.0} LUFS");
        JudgeLong(length);
        Join();
    }

    /// <summary>Loudness over minutes changes slowly, and takes a while to be told.</summary>
    private void JudgeLong(TimeSpan length)
    {
        _untilLong -= length;
        if (_untilLong > TimeSpan.Zero || !settings.Faults.Contains(FaultKind.LongLoudness))
            return;
        _untilLong = LongLook;
        _long = _sound!.Loudness.Sliding();
        var off = Math.Abs((_long ?? settings.Loudness.Target) - settings.Loudness.Target);
        Take(FaultKind.LongLoudness, _long is not null && off > settings.Loudness.Long, _long is null || off <= settings.Loudness.LongClear, LongLook, () => $"the loudness over {settings.Loudness.Over.TotalMinutes:0.#} minutes is {_long:0.0} LUFS");
    }

    /// <summary>What is worse together.</summary>
    private void Join()
    {
        var isSilent = _latches[FaultKind.Silence].IsSet;
        foreach (var (kind, picture) in new[] { (FaultKind.BlackAndSilent, FaultKind.Black), (FaultKind.FrozenAndSilent, FaultKind.Freeze) })
        {
            var both = isSilent && _latches[picture].IsSet;
            Take(kind, both, !both, TimeSpan.Zero, () => $"there is neither picture nor sound");
        }
    }

    private void Take(FaultKind kind, bool isBad, bool isGood, TimeSpan length, Func<FormattableString> detail)
    {
        var latch = _latches[kind];
        if (!latch.Take(isBad, isGood, length) || !settings.Faults.Contains(kind))
            return;
        if (latch.IsSet)
        {
            var fault = _faults[kind] = new Fault(kind, time.GetUtcNow(), detail().ToString(CultureInfo.InvariantCulture));
            changed(fault, true);
        }
        else if (_faults.TryGetValue(kind, out var fault))
        {
            Clear(fault);
        }
    }

    private void Clear(Fault fault)
    {
        _faults.Remove(fault.Kind);
        changed(fault, false);
    }
}
