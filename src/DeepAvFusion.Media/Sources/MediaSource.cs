using System.Runtime.CompilerServices;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Nut;
using DeepAvFusion.Media.Packets;
using DeepAvFusion.Media.Sources.Gate;

namespace DeepAvFusion.Media.Sources;

/// <summary>One run of a source: one FFmpeg process whose pictures, sound and previews come on one clock. Disposing it ends the process, whatever it is doing.</summary>
public sealed partial class MediaSource : IFrameSource
{
    private readonly SourceSettings _settings;
    private readonly FfmpegLog _log;
    private readonly SourceDecoding _decoding;
    private readonly FfmpegProcess _process;
    private readonly WatchedStream _pipe;
    private readonly SourceReader _reader;
    private readonly SourceTally _tally;
    private readonly SourceArrivals _arrivals;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TaskCompletionSource<MediaFormat> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SourceWay _way;
    private readonly SourceGate? _gate;
    private readonly SourceMemory _memory;
    private readonly SourceRemarks _remarks;
    private readonly SourceLosses _losses = new();
    private readonly IDisposable _series;
    private ChosenStreams? _chosen;
    private FrameQueue? _queue;
    private ITimer? _watch;
    private long _mappedAt;
    private readonly AwakeTime _awake;
    private SourceException? _verdict;
    private volatile bool _disposed;
    private readonly SourceSequel _sequel;
    private readonly MediaTime?[] _ends;
    private readonly SideOutput? _parted;
    private readonly SideOutput? _packets;
    private readonly PacketRing? _ring;
    private readonly PicturePace _pace = new();
    private long _leaps;
    private string? _shortfall;

    /// <summary>Starts FFmpeg.</summary>
    internal MediaSource(
        StreamId stream, RunId run, SourceUri uri, SourceGate? gate, FfmpegInput input, SourceSettings settings, SourceWay way, SourceMemory memory, TimeProvider time)
    {
        _gate = gate;
        (Stream, Run, Uri, _settings, _way, _memory, _time) = (stream, run, uri, settings, way, memory, time);
        _arrivals = new SourceArrivals(time);
        (_tally, _remarks) = way.After is { } before ? (before.Tally, before.Remarks) : (new SourceTally(stream), new SourceRemarks());
        var pacesItself = (uri.Kind != SourceKind.File && !way.IsRecording) || settings.LivePacing;
        _parted = way.IsApart && !way.IsRecording ? new SideOutput(time) : null;
        _packets = settings.Packets is not null && pacesItself && !way.IsNotKept ? new SideOutput(time) : null;
        _log = new FfmpegLog(uri.Redact, kind => MediaMetrics.CountError(stream, kind)) { PacketsOutput = _packets is null ? null : _parted is null ? 1 : 2 };
        _decoding = new SourceDecoding(_log, way.Wanted);
        _sequel = new SourceSequel(new SourceOpening(stream, run, uri, settings, memory, time), _remarks);
        _ends = way.After is { } past ? [.. past.Ends] : new MediaTime?[Enum.GetValues<SourcePart>().Length];
        _started = time.GetTimestamp();
        _process = FfmpegProcess.Start(FfmpegArguments.Of(uri, input, settings, way, pacesItself, DateTimeOffset.UtcNow, _parted?.Address, _packets?.Address), _log, $"davf {stream}");
        if (gate is not null)
        {
            gate.Refused += refusal => _remarks.Say(refusal.Message);
            gate.Admit(_process.Id);
        }
        _series = SourceSeries.Hold(stream);
        _pipe = new WatchedStream(_process.Output, time);
        _reader = new SourceReader(_pipe, settings, _tally, way.After?.Clock);
        _leaps = _reader.Clock.Discontinuities;
        new Thread(Read, 512 * 1024) { IsBackground = true, Name = $"davf {stream} reader" }.Start();
        _parted?.Begin($"davf {stream} pictures", ReadPictures);
        if (_packets is not null)
        {
            _reader.Packets = _ring = settings.Packets!.Begin(stream, settings.PacketDelay, TimeSpan.FromSeconds(FfmpegArguments.Epoch));
            _packets.Begin($"davf {stream} packets", pipe => PacketReading.Read(pipe, _ring));
        }
        var pace = TimeSpan.FromMilliseconds(Math.Clamp(Math.Min(settings.StallTimeout.TotalMilliseconds, settings.ConnectTimeout.TotalMilliseconds) / 8, 20, 500));
        _awake = new AwakeTime(time, 4 * pace);
        _watch = time.CreateTimer(_ => Watch(), null, pace, pace);
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

    /// <summary>Told once of each thing that people should know of the source: how it is read although something is wrong with it. Called on the reader's thread.</summary>
    public event Action<string>? Remarked
    {
        add => _remarks.Listen(value);
        remove => _remarks.Forget(value);
    }

    /// <summary>Told how much media of a live source has been lost altogether because nobody took it in time, each time it grows. Called on the reader's thread.</summary>
    public event Action<TimeSpan>? MediaLost
    {
        add => _losses.Listen(value);
        remove => _losses.Forget(value);
    }

    /// <summary>Why less came than was announced, in one line; null while nothing is known to be missing. To be looked at when the frames have ended.</summary>
    public string? Shortfall => _sequel.Shortfall ?? _shortfall;

    /// <summary>Why a live source that goes on has to be opened anew, in words; null while it need not be. Its frames end then as if the media did.</summary>
    public string? OpenAnew { get; private set; }

    /// <summary>Time of its first frame: not zero for what follows something.</summary>
    internal MediaTime Began { get; private set; }

    internal int ProcessId => _process.Id;

    /// <summary>The media does not tell its length, and neither does what kind it is.</summary>
    private bool MayBeRecording => Uri.Kind == SourceKind.Http && !_way.IsRecording && !_way.ByArrival && _log.Container is not ("hls" or "mpjpeg");

    /// <summary>Starts FFmpeg and waits for the first picture or sample. A side that is announced but does not come within seconds is done without.</summary>
    public static Task<MediaSource> OpenAsync(StreamId stream, RunId run, SourceUri uri, SourceSettings settings, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(stream, run, uri, settings, new SourceMemory(), time, cancellation);

    /// <inheritdoc cref="OpenAsync(StreamId, RunId, SourceUri, SourceSettings, TimeProvider, CancellationToken)"/>
    /// <param name="memory">What earlier runs of the stream taught.</param>
    /// <exception cref="SourceException">Not allowed, not there, not answering, or not media.</exception>
    public static Task<MediaSource> OpenAsync(
        StreamId stream, RunId run, SourceUri uri, SourceSettings settings, SourceMemory memory, TimeProvider time, CancellationToken cancellation) =>
        new SourceOpening(stream, run, uri, settings, memory, time).OpenAsync(cancellation);

    /// <summary>Waits for the first picture or sample.</summary>
    /// <returns>How to open the source instead; null when it is open as it should be.</returns>
    /// <exception cref="OpenOtherwiseException">It is to be opened in another way.</exception> <exception cref="SourceException">As for opening.</exception>
    internal async Task<SourceWay?> OpenedAsync(CancellationToken cancellation)
    {
        Format = await _opened.Task.WaitAsync(cancellation).ConfigureAwait(false);
        if (!MayBeRecording)
            return null;
        if (await _gate!.IsRecordingAsync(cancellation).ConfigureAwait(false))
            return _way with { IsRecording = true };
        if (SourceFormat.IsTimeless(_log.Container))
            return _way with { ByArrival = true };
        if (!_memory.IsLive && await SourcePace.IsFastAsync(() => (_reader.Clock.Head.FromStart - _time.GetElapsedTime(_started), _ended.Task.IsCompleted && OpenAnew is null), _time, cancellation).ConfigureAwait(false))
            return _way with { IsRecording = true };
        _memory.IsLive = true;
        _queue!.DropBeyond(_settings.Queue);
        return null;
    }

    /// <summary>What an MPEG-TS on a web server holds one after another; empty where that cannot be looked at.</summary>
    internal async Task<IReadOnlyList<TransportStretch>> StretchesAsync(CancellationToken cancellation)
    {
        try
        {
            return _log.Container == "mpegts" && _gate is not null && await _gate.BytesAsync(cancellation).ConfigureAwait(false) is { } bytes
                ? await TransportTables.ReadAsync(bytes, TableSearch.OnServer, cancellation).ConfigureAwait(false) : [];
        }
        catch (IOException)
        {
            return [];          // FFmpeg tells when it cannot be read either
        }
    }

    /// <summary>Frames in the order they come; ends with the media. For one reader, once.</summary>
    /// <exception cref="SourceException">The source stalled, broke off or changed.</exception>
    public async IAsyncEnumerable<AvFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _queue!.NextAsync(cancellation).ConfigureAwait(false) is { } frame)
            yield return frame;
        if (await _sequel.OpenAsync(_reader.Clock.Head, cancellation).ConfigureAwait(false) is not { } rest)
            yield break;
        await foreach (var frame in rest.ReadAsync(cancellation).ConfigureAwait(false))
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
        await _sequel.DisposeAsync().ConfigureAwait(false);
        if (_gate is not null)
            await _gate.DisposeAsync().ConfigureAwait(false);
        _series.Dispose();
    }

    private void Read() => End(Take(_reader));

    private void ReadPictures(Stream pipe)
    {
        Take(new SourceReader(pipe, _settings, _tally, _reader.Clock) { Packets = _ring });
        if (_verdict is not null)
            _process.Kill();
    }

    /// <returns>How FFmpeg's output broke off; null where it did not, or where the verdict tells.</returns>
    private Exception? Take(SourceReader reader)
    {
        try
        {
            reader.ReadHeaders();
            if (reader != _reader)
                _reader.Beside = reader;
            while (reader.Next(_arrivals) is { } next)
                lock (_reader.Clock)
                {
                    if (_way.After?.Has(next.Part, next.Frame) == true)
                        next.Frame.Dispose();
                    else if (!Deliver(reader, next.Part, next.Frame))
                        break;
                }
        }
        catch (PictureSizeException)
        {
            _verdict ??= new SourceException(SourceFailure.FormatChanged, $"{Uri} changed the shape of its picture; open it again.");
        }
        catch (Exception e) when (e is NutException or EndOfStreamException or IOException)
        {
            return e;        // the end of FFmpeg, or of its pipe: its exit tells more
        }
        catch (SourceException e)
        {
            _verdict ??= e;
        }
        catch (OpenOtherwiseException e)
        {
            Reopen(e.Next);
        }
        return null;
    }

    /// <returns>False when the source is to be read on in another way from here.</returns>
    private bool Deliver(SourceReader reader, SourcePart part, AvFrame frame)
    {
        if (_queue is null)
        {
            Began = frame.Time;
            Opened(frame);
        }
        if (_reader.Clock.Discontinuities != _leaps)
        {
            _leaps = _reader.Clock.Discontinuities;
            _arrivals.Reset();
            MediaMetrics.CountDiscontinuity(Stream);
        }
        if (reader.Downmix.IsCancelling && frame is SoundFrame sound)
        {
            MediaMetrics.CountCancelling(Stream, sound.End.FromStart - sound.Time.FromStart);
            _remarks.Say("the channels of its sound cancel each other, so the louder one is taken; turn the phase of one over, or check the wiring");
        }
        if (_way.OtherFrom is { } from && frame.Time - Began >= from - _reader.First)
        {
            frame.Dispose();
            _sequel.Way = _way.WithOther(Past(), from - (_log.Start ?? TimeSpan.Zero));
            _process.Kill();
            return false;
        }
        if (part == SourcePart.Picture && _pace.Add(frame.Time) is { } rare)
            _remarks.Say(rare);
        _ends[(int)part] = (frame as SoundFrame)?.End ?? frame.Time;
        _tally.Delivered(part);
        _decoding.Delivered(part, _chosen!, frame.Time);
        _queue!.Add(part, frame);
        _losses.Reach(_queue.Dropped);
        return true;
    }

    private void End(Exception? failure)
    {
        if (_verdict is not null)
            _process.Kill();
        _process.WaitForEnd();
        _parted?.Dispose();
        _packets?.Dispose();
        _ring?.End();
        var exit = _process.ExitCode;
        _verdict ??= _log.ClockBroken ? FfmpegFailures.ClockBroken(Uri) : null;
        var isOpen = _opened.Task.IsCompleted;
        var cause = _verdict ?? (_disposed || OpenAnew is not null || _opened.Task.Exception?.InnerException is OpenOtherwiseException ? null
            : !isOpen ? _gate?.Trouble ?? FfmpegFailures.Opening(Uri, _log, exit, _way.Wanted)
            : _sequel.Way is not null || (exit == 0 && failure is null) ? null : FfmpegFailures.Running(Uri, _log, exit));
        var otherwise = isOpen ? null : Otherwise();
        if (isOpen && cause is null && !_disposed)
            _sequel.Way ??= _way.Next(Past());
        if (cause is not null && otherwise is null)
            MediaMetrics.CountFailure(Stream, cause.Failure);
        _opened.TrySetException(otherwise is not null ? new OpenOtherwiseException(otherwise) : cause ?? (Exception)new ObjectDisposedException(nameof(MediaSource)));
        _ = _opened.Task.Exception;
        if (isOpen && cause is null && !_disposed && OpenAnew is null && _sequel.Way is null)
            _shortfall = FfmpegFailures.Shortfall(_log, _reader.Clock.Head) ?? Unread();
        _queue?.Complete(cause);
        _ended.TrySetResult();
    }

    private string? Unread() => _opened.Task is { IsCompletedSuccessfully: true, Result.IsRecording: true } ? _decoding.Unread(_chosen!) : null;

    private void Opened(AvFrame first)
    {
        // The banner comes through another pipe and may be a moment late.
        _log.OutputKnown.Wait(TimeSpan.FromSeconds(2));
        try
        {
            SourceFormat.CheckContainer(Uri, _log.Container);
            if (_way.IsLooking)
                throw new OpenOtherwiseException(_way.Without(_reader.First));
            var chosen = _chosen = _way.Chosen ?? Chosen();
            var format = SourceFormat.Of(Uri, _log, _reader, _way, chosen) with { IsRecording = Uri.Kind == SourceKind.File || _way.IsRecording };
            if (Uri.Kind == SourceKind.Http && format.Duration is not null && !_way.IsRecording)
                throw new OpenOtherwiseException(_way with { IsRecording = true });
            if (Uri.IsRemote && !MayBeRecording && !_way.IsRecording && !_way.ByArrival && SourceFormat.IsTimeless(_log.Container))
                throw new OpenOtherwiseException(_way with { ByArrival = true });
            if (format is { Duration: null, IsRecording: false } && _memory.IsToBeSearchedLonger(_log.Start, format))
                throw new OpenOtherwiseException(_way with { Search = _memory.Search });
            _arrivals.IsLive = Uri.IsLive || _settings.LivePacing || (Uri.Kind == SourceKind.Http && !_way.IsRecording);
            _ring?.Describe(chosen.Picture?.Codec ?? "", chosen.Picture?.PixelFormat ?? "", chosen.Sound?.Codec ?? "");
            if (_way.IsNotKept && _settings.Packets is not null)
                _remarks.Say("there are no clips of it: its codecs cannot be kept as they come");
            _queue = MayBeRecording ? new FrameQueue(SourcePace.LongestLook, dropsOldest: false, _tally.Lost) : new FrameQueue(_settings.Queue, dropsOldest: IsLive, _tally.Lost);
            _opened.TrySetResult(format);
        }
        catch (Exception e) when (e is SourceException or OpenOtherwiseException)
        {
            first.Dispose();
            throw;
        }
    }

    /// <summary>What is to be read of what the source turned out to hold.</summary>
    private ChosenStreams Chosen()
    {
        var streams = _log.Streams.Where(stream => _way.Wanted.HasFlag(stream.IsPicture ? SourceSides.Picture : SourceSides.Sound)).ToList();
        if (Uri.Kind == SourceKind.Device)
            return new ChosenStreams(streams.FirstOrDefault(stream => stream.IsPicture), streams.FirstOrDefault(stream => !stream.IsPicture), []);
        var chosen = _settings.Choice.For(_way.Wanted).Of(Uri, streams);
        return chosen.IsFirst(streams) ? chosen : throw new OpenOtherwiseException(_way with { Sides = SourceSides.Both, Chosen = chosen });
    }

    private void Reopen(SourceWay next)
    {
        _opened.TrySetException(new OpenOtherwiseException(next));
        _process.Kill();
    }

    /// <summary>How to open it instead when nothing came of it; null when that is so.</summary>
    private SourceWay? Otherwise() => _verdict is not null && !_way.IsLooking ? null
        : _packets is not null && _log.HasNoHeader ? _way with { IsNotKept = true }
        : _log.IsMapped && (_way.IsLooking || HasBothSides) && _way.OneSided(_log, (Uri.Kind == SourceKind.File || _way.IsRecording) && !_settings.LivePacing, CanPart) is { } next ? next
        : _disposed ? null : _way.Next(_way.After);

    private SourceStretch Past() => new(_reader.Clock, _tally, _remarks) { Ends = _ends, Picture = _reader.SizeOf(SourcePart.Picture) ?? _way.After?.Picture, Preview = _reader.SizeOf(SourcePart.Preview) ?? _way.After?.Preview };

    /// <summary>Two devices are two inputs of FFmpeg, of which the one that is silent would hold up the other all the same.</summary>
    private bool CanPart => !_way.IsRecording && Uri.Kind != SourceKind.Device && (Uri.Kind != SourceKind.File || _settings.LivePacing);

    private bool HasBothSides => Has(SourcePart.Picture) && Has(SourcePart.Sound);

    /// <summary>Whether the source announces a part, and it is to be read.</summary>
    private bool Has(SourcePart part) => _way.Chosen is { } chosen ? (part == SourcePart.Sound ? chosen.Sound : chosen.Picture) is not null : Wants(part) && _log.Has(part);

    private bool Wants(SourcePart part) => _way.Wanted.HasFlag(part == SourcePart.Sound ? SourceSides.Sound : SourceSides.Picture);
}
