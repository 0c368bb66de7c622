using System.Runtime.CompilerServices;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Nut;

namespace DeepAvFusion.Media.Sources;

/// <summary>One run of a source: one FFmpeg process whose pictures, sound and previews come on one clock. Disposing it ends the process, whatever it is doing.</summary>
public sealed class MediaSource : IAsyncDisposable
{
    private readonly SourceSettings _settings;
    private readonly FfmpegLog _log;
    private readonly FfmpegProcess _process;
    private readonly WatchedStream _pipe;
    private readonly SourceReader _reader;
    private readonly SourceTally _tally;
    private readonly SourceArrivals _arrivals;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TaskCompletionSource<MediaFormat> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SourceSides _sides;
    private readonly bool _mayRedirect;
    private FrameQueue? _queue;
    private ITimer? _watch;
    private readonly TimeSpan _pace;
    private long _mappedAt;
    private long _watchedAt;
    private long _awakeSince;
    private SourceException? _verdict;
    private volatile bool _disposed;

    /// <param name="target">What FFmpeg opens: where the source's redirects end.</param>
    private MediaSource(StreamId stream, RunId run, SourceUri uri, SourceUri target, SourceSettings settings, SourceSides sides, TimeProvider time)
    {
        _mayRedirect = uri.Kind == SourceKind.Http && ReferenceEquals(uri, target);
        (Stream, Run, Uri, _settings, _sides, _time) = (stream, run, uri, settings, sides, time);
        _arrivals = new SourceArrivals(time);
        _tally = new SourceTally(stream);
        _log = new FfmpegLog(text => uri.Redact(target.Redact(text)));
        _started = time.GetTimestamp();
        var pacesItself = uri.Kind != SourceKind.File || settings.LivePacing;
        _process = FfmpegProcess.Start(FfmpegArguments.Of(target, settings, sides, pacesItself, DateTimeOffset.UtcNow), _log, $"davf {stream}");
        _pipe = new WatchedStream(_process.Output, time);
        _reader = new SourceReader(_pipe, settings, _tally);
        var thread = new Thread(Read, 512 * 1024) { IsBackground = true, Name = $"davf {stream} reader" };
        thread.Start();
        _pace = TimeSpan.FromMilliseconds(Math.Clamp(Math.Min(settings.StallTimeout.TotalMilliseconds, settings.ConnectTimeout.TotalMilliseconds) / 8, 20, 500));
        (_watchedAt, _awakeSince) = (_started, _started);
        _watch = time.CreateTimer(_ => Watch(), null, _pace, _pace);
    }

    public StreamId Stream { get; }

    public RunId Run { get; }

    public SourceUri Uri { get; }

    /// <summary>What the source holds.</summary>
    public MediaFormat Format { get; private set; } = null!;

    /// <summary>True when the source runs on its own clock: what is not taken in time is lost, and counted.</summary>
    public bool IsLive => _arrivals.IsLive;

    /// <summary>Sound is announced or was there, and none has come for the stall timeout.</summary>
    public bool SoundStalled => IsStalled(SourcePart.Sound);

    /// <summary>Pictures are announced or were there, and none has come for the stall timeout.</summary>
    public bool PictureStalled => IsStalled(SourcePart.Picture);

    public SourceCounters Counters => _tally.Snapshot(_reader.BytesRead, _reader.Clock.Discontinuities, _log.Errors);

    /// <summary>How sound and picture of a live source stand to each other.</summary>
    public ClockReport Clock => _arrivals.Report;

    /// <summary>FFmpeg's last warnings and errors, without secrets.</summary>
    public IReadOnlyList<string> Log => _log.Tail;

    internal int ProcessId => _process.Id;

    /// <summary>Starts FFmpeg and waits for the first picture or sample. A side that is announced but does not come within seconds is done without.</summary>
    /// <exception cref="SourceException">Not allowed, not there, not answering, or not media.</exception>
    public static async Task<MediaSource> OpenAsync(
        StreamId stream, RunId run, SourceUri uri, SourceSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        await settings.Policy.CheckResolvedAsync(uri, cancellation).ConfigureAwait(false);
        SourceFile.Check(uri);
        var sides = SourceSides.Both;
        var target = uri;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = new MediaSource(stream, run, uri, target, settings, sides, time);
            try
            {
                source.Format = await source._opened.Task.WaitAsync(cancellation).ConfigureAwait(false);
                return source;
            }
            catch (OneSidedException e)
            {
                await source.DisposeAsync().ConfigureAwait(false);
                sides = e.Next;
            }
            catch (SourceException e) when (source._mayRedirect)
            {
                await source.DisposeAsync().ConfigureAwait(false);
                target = await RedirectedAsync(stream, uri, settings, cancellation).ConfigureAwait(false) ?? uri;
                if (ReferenceEquals(target, uri))
                {
                    MediaMetrics.CountFailure(stream, e.Failure);
                    throw;
                }
            }
            catch
            {
                await source.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task<SourceUri?> RedirectedAsync(StreamId stream, SourceUri uri, SourceSettings settings, CancellationToken cancellation)
    {
        try
        {
            return await HttpRedirects.FollowAsync(uri, settings.Policy, settings.ConnectTimeout, cancellation).ConfigureAwait(false);
        }
        catch (SourceException e)
        {
            MediaMetrics.CountFailure(stream, e.Failure);
            throw;
        }
    }

    /// <summary>Frames in the order they come; ends with the media. For one reader, once.</summary>
    /// <exception cref="SourceException">The source stalled, broke off or changed.</exception>
    public async IAsyncEnumerable<AvFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _queue!.NextAsync(cancellation).ConfigureAwait(false) is { } frame)
            yield return frame;
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (Interlocked.Exchange(ref _watch, null) is { } watch)
            await watch.DisposeAsync().ConfigureAwait(false);
        _process.Kill();
        _queue?.Dispose();
        await _ended.Task.ConfigureAwait(false);
        _queue?.Dispose();
        _process.Dispose();
    }

    private void Read()
    {
        Exception? failure = null;
        try
        {
            _reader.ReadHeaders();
            var leaps = 0L;
            while (_reader.Next(_arrivals.Arrived) is { } next)
            {
                if (_queue is null)
                    Opened(next.Frame);
                if (_reader.Clock.Discontinuities != leaps)
                {
                    leaps = _reader.Clock.Discontinuities;
                    _arrivals.Reset();
                    MediaMetrics.CountDiscontinuity(Stream);
                }
                _tally.Delivered(next.Part);
                _queue!.Add(next.Part, next.Frame);
            }
        }
        catch (PictureSizeException)
        {
            _verdict ??= new SourceException(SourceFailure.FormatChanged, $"{Uri} changed the shape of its picture; open it again.");
        }
        catch (Exception e) when (e is NutException or EndOfStreamException or IOException)
        {
            failure = e;        // the end of FFmpeg, or of its pipe: its exit tells more
        }
        catch (SourceException e)
        {
            _verdict ??= e;
        }
        End(failure);
    }

    private void End(Exception? failure)
    {
        if (_verdict is not null)
            _process.Kill();
        _process.WaitForEnd();
        var exit = _process.ExitCode;
        if (_log.ClockBroken)
            _verdict ??= ClockBroken();
        var isOpen = _opened.Task.IsCompleted;
        var cause = _verdict ?? (_disposed ? null
            : !isOpen ? FfmpegFailures.Opening(Uri, _log, exit)
            : exit == 0 && failure is null ? null : FfmpegFailures.Running(Uri, _log, exit));
        var oneSided = isOpen ? null : OneSided();
        if (cause is not null && oneSided is null && (isOpen || !_mayRedirect))
            MediaMetrics.CountFailure(Stream, cause.Failure);
        _opened.TrySetException(oneSided ?? cause ?? (Exception)new ObjectDisposedException(nameof(MediaSource)));
        _ = _opened.Task.Exception;
        _queue?.Complete(cause);
        _ended.TrySetResult();
    }

    private void Opened(AvFrame first)
    {
        // The banner comes through another pipe and may be a moment late.
        _log.OutputKnown.Wait(TimeSpan.FromSeconds(2));
        try
        {
            var format = SourceFormat.Of(Uri, _log, _reader, _sides);
            _arrivals.IsLive = Uri.IsLive || _settings.LivePacing || (Uri.Kind == SourceKind.Http && format.Duration is null);
            _queue = new FrameQueue(_settings.Queue, dropsOldest: IsLive, _tally.Lost);
            _opened.TrySetResult(format);
        }
        catch (SourceException)
        {
            first.Dispose();
            throw;
        }
    }

    /// <summary>FFmpeg gives up on a source of two sides when one of them never begins or cannot be decoded: then the other is tried alone.</summary>
    private OneSidedException? OneSided()
    {
        if (!_log.IsMapped || !_log.HasBothSides || _verdict is not null)
            return null;
        return _sides switch
        {
            SourceSides.Both when _log.PiledUp is { } flowing && _log.IsSoundOutput(flowing) => new OneSidedException(SourceSides.Sound),
            SourceSides.Both => new OneSidedException(SourceSides.Picture),
            SourceSides.Picture => new OneSidedException(SourceSides.Sound),
            _ => null,
        };
    }

    private void Watch()
    {
        if (_disposed || _ended.Task.IsCompleted || _verdict is not null)
            return;
        NoticePause();
        if (_opened.Task.IsCompletedSuccessfully)
        {
            if (Awake(_pipe.Waiting) > _settings.StallTimeout)
                Stop(new SourceStalledException($"{Uri} is connected but has sent nothing for {Seconds(_settings.StallTimeout)}; check the camera or server."));
            else if (_log.ClockBroken)
                Stop(ClockBroken());
            Show();
            return;
        }
        if (_log.IsMapped && _mappedAt == 0)
            _mappedAt = _time.GetTimestamp();
        var isWaitingForOneSide = _mappedAt != 0 && _sides != SourceSides.Sound && Uri.Kind != SourceKind.File
            && _log.HasBothSides && Awake(_time.GetElapsedTime(_mappedAt)) > _settings.ConnectTimeout / 3;
        if (isWaitingForOneSide && _opened.TrySetException(new OneSidedException(_sides == SourceSides.Both ? SourceSides.Picture : SourceSides.Sound)))
            _process.Kill();
        else if (Awake(_time.GetElapsedTime(_started)) > _settings.ConnectTimeout)
            Stop(new SourceException(SourceFailure.ConnectTimeout, _log.IsMapped
                ? $"{Uri} is connected, but no picture and no sound came within {Seconds(_settings.ConnectTimeout)}; check the camera or server."
                : $"{Uri} did not answer with media within {Seconds(_settings.ConnectTimeout)}; check address, port and that it is switched on."));
    }

    private SourceException ClockBroken() => new(SourceFailure.FormatChanged,
        $"{Uri} changed its picture or sound and its clock at once, so that its times cannot be followed any further; open it again, or convert the file in parts.");

    private void Show()
    {
        MediaMetrics.ShowStalled(Stream, SourcePart.Sound, SoundStalled);
        MediaMetrics.ShowStalled(Stream, SourcePart.Picture, PictureStalled);
        if (Clock.Skew is { } skew)
            MediaMetrics.ShowSkew(Stream, skew);
    }

    private void Stop(SourceException verdict)
    {
        _verdict ??= verdict;
        _process.Kill();
    }

    private bool IsStalled(SourcePart part)
    {
        if (!IsLive || !_opened.Task.IsCompletedSuccessfully || _ended.Task.IsCompleted || !_log.Has(part))
            return false;
        return _reader[part] is null || Awake(_arrivals.Silence(part)) > _settings.StallTimeout;
    }

    /// <summary>A watch that comes far too late tells that this machine was held up, not the source: what is waited for gets its time anew.</summary>
    private void NoticePause()
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(Interlocked.Exchange(ref _watchedAt, now), now) > 4 * _pace)
            Interlocked.Exchange(ref _awakeSince, now);
    }

    /// <summary>A wait, without what lies before the last pause of this machine.</summary>
    private TimeSpan Awake(TimeSpan wait)
    {
        var awake = _time.GetElapsedTime(Interlocked.Read(ref _awakeSince));
        return wait < awake ? wait : awake;
    }

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.##} s");
}
