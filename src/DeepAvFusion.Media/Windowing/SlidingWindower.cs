using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Windowing;

/// <summary>Cuts one run of a stream into overlapping windows of sound, each with the picture nearest its centre. A plain state machine: no clock, no I/O, one caller at a time.</summary>
/// <remarks>It owns every frame pushed; whoever gets a window owns that.</remarks>
public sealed class SlidingWindower : IDisposable
{
    // what an encoder adds at the end (padding of the last frame) is no tail of its own
    private static readonly TimeSpan LeastTail = TimeSpan.FromMilliseconds(70);

    private readonly StreamId _stream;
    private readonly RunId _run;
    private readonly WindowSettings _settings;
    private readonly int _length;
    private readonly PictureShelf _pictures = new();
    private SoundTimeline _sound;
    private bool _expectsPicture;
    private bool _expectsSound;
    private MediaTime? _origin;
    private MediaTime? _previousHead;
    private TimeSpan _pictureInterval;
    private bool _isStill;
    private TimeSpan _pictureDelay;
    private DateTimeOffset _arrived;
    private long _step;
    private long _index;
    private (long Slipped, long Overlapped) _before;

    /// <param name="expectsPicture">Whether the source has pictures; without, windows follow the sound alone.</param>
    /// <param name="expectsSound">Whether the source has sound; without, windows follow the pictures alone.</param>
    /// <exception cref="ArgumentException">The settings contradict each other.</exception>
    public SlidingWindower(StreamId stream, RunId run, WindowSettings settings, bool expectsPicture, bool expectsSound)
    {
        if (settings.Step <= TimeSpan.Zero || settings.Step > settings.Duration)
            throw new ArgumentException($"The step ({settings.Step}) must be positive and at most the duration ({settings.Duration}).", nameof(settings));
        _stream = stream;
        _run = run;
        _settings = settings;
        _length = (int)SoundTimeline.Samples(settings.Duration);
        _sound = new SoundTimeline(settings.Jitter);
        _expectsPicture = expectsPicture;
        _expectsSound = expectsSound;
    }

    /// <exception cref="ArgumentException">The settings contradict each other.</exception>
    public SlidingWindower(StreamId stream, RunId run, WindowSettings settings, MediaFormat format)
        : this(stream, run, settings, format.HasPicture, format.HasSound)
    {
    }

    /// <summary>Whether the only picture of a stretch stands for all of it, as in a recording of sound with a cover; a camera of which only one has come has stalled.</summary>
    public bool KeepsStill { get; init; }

    /// <summary>Breaks of the clock after which windows started afresh.</summary>
    public long Discontinuities { get; private set; }

    /// <summary>Samples added (positive) or dropped (negative) one by one to follow the drift of the sound's clock.</summary>
    public long SlippedSamples => _before.Slipped + _sound.Slipped;

    /// <summary>Samples dropped because their time already had sound, and frames that came after their window had gone.</summary>
    public long OverlappedSamples => _before.Overlapped + _sound.Overlapped;

    private MediaTime WindowStart => _origin!.Value + (_settings.Step * _step);

    private MediaTime SoundHead => TimeAt(_sound.Next);

    private MediaTime? Head => (_pictures.Head, _sound.HasAny) switch
    {
        (null, false) => null,
        (null, true) => SoundHead,
        ({ } picture, false) => picture,
        ({ } picture, true) => picture > SoundHead ? picture : SoundHead,
    };

    /// <summary>Takes a frame and gives the windows it completes, oldest first.</summary>
    public IReadOnlyList<AvWindow> Push(AvFrame frame)
    {
        if (frame is PreviewFrame)
        {
            frame.Dispose();
            return [];
        }
        List<AvWindow>? windows = null;
        if (Breaks(frame))
        {
            if (IsLeftover(frame))
            {
                frame.Dispose();
                return [];
            }
            windows = [.. Flush()];
            Discontinuities++;
        }
        _origin ??= frame.Time < MediaTime.Zero ? MediaTime.Zero : frame.Time;
        _arrived = frame.ArrivedAt;
        Take(frame);
        while (IsComplete())
            (windows ??= []).Add(Make(isTail: false));
        return windows ?? (IReadOnlyList<AvWindow>)[];
    }

    /// <summary>Ends the stretch: gives what no window covers yet, filled up with silence. Pushing may go on afterwards.</summary>
    public IReadOnlyList<AvWindow> Flush()
    {
        List<AvWindow>? windows = null;
        if (_origin is not null)
        {
            var end = MediaEnd();
            while (end >= WindowStart + _settings.Duration)
                (windows ??= []).Add(Make(isTail: false));
            var covered = _step == 0 ? _origin.Value : WindowStart - _settings.Step + _settings.Duration;
            if (end - covered > LeastTail || _step == 0)
                (windows ??= []).Add(Make(isTail: true));
            _previousHead = Head;
        }
        Reset();
        return windows ?? (IReadOnlyList<AvWindow>)[];
    }

    /// <summary>Gives every frame back without making windows of them.</summary>
    public void Dispose() => Reset();

    private void Reset()
    {
        _pictures.Clear();
        _before = (SlippedSamples, OverlappedSamples);
        _sound = new SoundTimeline(_settings.Jitter);
        _origin = null;
        _step = 0;
    }

    private void Take(AvFrame frame)
    {
        switch (frame)
        {
            case SoundFrame sound:
                _expectsSound = true;
                _sound.Append(PositionOf(sound.Time), sound.Samples.Span);
                sound.Dispose();
                break;
            case PictureFrame picture:
                _expectsPicture = true;
                if (_pictures.Head is { } last && picture.Time > last)
                    _pictureInterval = picture.Time - last;
                _pictureDelay = _sound.HasAny && SoundHead > picture.Time ? SoundHead - picture.Time : TimeSpan.Zero;
                _isStill = _pictures.Head is null;
                _pictures.Add(picture);
                break;
            default:
                frame.Dispose();
                break;
        }
    }

    private bool Breaks(AvFrame frame)
    {
        if (Head is not { } head)
            return false;
        var own = frame is SoundFrame ? (_sound.HasAny ? SoundHead : null as MediaTime?) : _pictures.Head;
        return frame.Time > head + _settings.MaxGap || frame.Time < (own ?? _origin!.Value) - _settings.Duration;
    }

    /// <summary>A frame of the stretch before the break, of the kind that is still behind.</summary>
    private bool IsLeftover(AvFrame frame) =>
        _previousHead is { } previous
        && (frame is SoundFrame ? !_sound.HasAny : _pictures.Head is null)
        && (frame.Time - previous).Duration() <= _settings.MaxGap;

    private bool IsComplete()
    {
        if (_origin is null)
            return false;
        var end = WindowStart + _settings.Duration;
        var late = end + _settings.Patience;
        var soundPast = !_expectsSound || (_sound.HasAny && SoundHead >= end) || _pictures.Head >= late;
        var picturePast = !_expectsPicture || _pictures.Head >= (_expectsSound ? WindowStart + (_settings.Duration / 2) : end)
            || (_sound.HasAny && SoundHead >= late);
        return soundPast && picturePast;
    }

    private AvWindow Make(bool isTail)
    {
        var start = WindowStart;
        var end = start + _settings.Duration;
        var from = PositionOf(start);
        var mediaEnd = MediaEnd();
        var covered = (mediaEnd < end ? mediaEnd : end) - start;
        var present = _sound.Count(from, from + _length);
        var samples = Lease.Rent<float>(_length);
        _sound.CopyTo(from, samples.Span);
        var gap = _expectsSound ? covered - MediaTime.FromSample(present, AudioClock.Rate).FromStart : TimeSpan.Zero;
        var window = new AvWindow
        {
            Stream = _stream,
            Run = _run,
            Index = _index++,
            Start = start,
            Duration = _settings.Duration,
            CapturedAt = _arrived,
            Samples = samples,
            HasSound = present > 0,
            Picture = _pictures.Nearest(start + (_settings.Duration / 2), Reach()),
            Covered = covered,
            Gap = gap > TimeSpan.Zero ? gap : TimeSpan.Zero,
            IsTail = isTail,
        };
        _step++;
        _sound.Forget(PositionOf(WindowStart));
        _pictures.Forget(WindowStart + (_settings.Duration / 2));
        return window;
    }

    /// <summary>Where pictures are rare, or come late, the last one stands for as long as the next may take to come.</summary>
    private TimeSpan Reach()
    {
        if (KeepsStill && _isStill)
            return TimeSpan.MaxValue;
        var expected = _pictureDelay + (_pictureInterval > _pictureDelay / 2 ? 2 * _pictureInterval : _pictureDelay);
        return expected > _settings.PictureReach ? expected : _settings.PictureReach;
    }

    private MediaTime MediaEnd()
    {
        var picture = _pictures.Head is { } head ? head + _pictureInterval : null as MediaTime?;
        if (!_sound.HasAny)
            return picture ?? _origin!.Value;
        return picture is { } last && last - _pictureInterval > SoundHead ? last : SoundHead;
    }

    private long PositionOf(MediaTime time) => new MediaTime(time - _origin!.Value).ToSample(AudioClock.Rate);

    private MediaTime TimeAt(long position) => _origin!.Value + MediaTime.FromSample(position, AudioClock.Rate).FromStart;
}
