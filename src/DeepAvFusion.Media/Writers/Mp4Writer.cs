using System.Runtime.InteropServices;
using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Ffmpeg;
using DeepAvFusion.Media.Nut;
using FFMpegCore;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace DeepAvFusion.Media.Writers;

/// <summary>Encodes pictures and sound, each with its time, to a fragmented MP4 (H.264 and AAC) through one FFmpeg process. What is written stays playable when the run is killed.</summary>
/// <remarks>A bounded queue stands before the encoder: writing waits when it is full. Times must not run backwards within pictures or within sound.</remarks>
public sealed class Mp4Writer : IAsyncDisposable
{
    private const int Waiting = 32;
    private const int TailLines = 20;

    private readonly string _path;
    private readonly Mp4Settings _settings;
    private readonly FileStream _file;
    private readonly FilePlace _place;
    private readonly Channel<Item> _items = Channel.CreateBounded<Item>(Waiting);
    private readonly CancellationTokenSource _kill = new();
    private readonly Queue<string> _log = new();
    private readonly Task _run;
    private long _lastPicture = -1;
    private long _lastSound = -1;

    private Mp4Writer(string path, Mp4Settings settings, FileStream file)
    {
        (_path, _settings, _file, _place) = (path, settings, file, FilePlace.Of(file));
        _run = Task.Run(RunAsync);
    }

    /// <summary>True when the file was deleted, moved or replaced while it is written.</summary>
    public bool IsGone => _place.IsGone;

    /// <summary>Starts the encoder; an existing file is replaced.</summary>
    /// <exception cref="WriteException">The file cannot be made.</exception>
    public static Mp4Writer Create(string path, Mp4Settings settings)
    {
        try
        {
            return new Mp4Writer(path, settings, new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteException.For(path, e);
        }
    }

    /// <summary>Adds a picture of Width * Height * 4 bytes (blue, green, red, and one that does not matter); the lease becomes the writer's.</summary>
    /// <exception cref="WriteException">The encoder has ended: a full disk, say.</exception>
    public ValueTask WritePictureAsync(MediaTime time, Lease<byte> picture, CancellationToken cancellation)
    {
        if (picture.Length != _settings.Width * _settings.Height * 4)
        {
            picture.Dispose();
            throw new ArgumentException($"A picture of {picture.Length} bytes where {_settings.Width}x{_settings.Height}x4 are due.", nameof(picture));
        }
        var pts = Math.Max(_lastPicture + 1, time.ToSample(NutWriter.PictureClock));
        _lastPicture = pts;
        return AddAsync(new Item(0, pts, picture, null), cancellation);
    }

    /// <summary>Adds sound that begins at `time`; the lease becomes the writer's.</summary>
    /// <exception cref="WriteException">The encoder has ended.</exception>
    public ValueTask WriteSoundAsync(MediaTime time, Lease<float> samples, CancellationToken cancellation)
    {
        if (!_settings.HasSound)
        {
            samples.Dispose();
            throw new InvalidOperationException("This file was announced without sound.");
        }
        var pts = Math.Max(_lastSound + 1, time.ToSample(AudioClock.Rate));
        _lastSound = pts;
        return AddAsync(new Item(1, pts, null, samples), cancellation);
    }

    /// <summary>Encodes what waits and finishes the file.</summary>
    /// <exception cref="WriteException">The file could not be written to its end.</exception>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        _items.Writer.TryComplete();
        await _run.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Without <see cref="CompleteAsync"/> before it, ends the encoder at once: the file then holds what was written so far.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_run.IsCompleted)
        {
            await _kill.CancelAsync().ConfigureAwait(false);
            _items.Writer.TryComplete();
        }
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _file.DisposeAsync().ConfigureAwait(false);
        _kill.Dispose();
    }

    private async ValueTask AddAsync(Item item, CancellationToken cancellation)
    {
        try
        {
            await _items.Writer.WriteAsync(item, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            item.Dispose();
            throw e.InnerException is WriteException cause ? new WriteException(cause.Message, cause) : new ObjectDisposedException(nameof(Mp4Writer));
        }
        catch (OperationCanceledException)
        {
            item.Dispose();
            throw;
        }
    }

    private async Task RunAsync()
    {
        WriteException? failure = null;
        try
        {
            await FFMpegArguments
                .FromPipeInput(new ItemPipe(this), options => options.ForceFormat("nut"))
                .OutputToFile(FfmpegRun.Quotable(_path), overwrite: true, Encoding)
                .NotifyOnStandardError(Note)
                .WithLogLevel(FFMpegLogLevel.Error)
                .RunAsync(_kill.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FfmpegMissingException or FFMpegException or IOException)
        {
            lock (_log)
                failure = WriteException.For(_path, _log, e);
            throw failure;
        }
        catch (OperationCanceledException)
        {
            // disposed before it was complete
        }
        finally
        {
            _items.Writer.TryComplete(failure);
            while (_items.Reader.TryRead(out var item))
                item.Dispose();
        }
    }

    private void Encoding(FFMpegOutputOptions options)
    {
        var interval = _settings.KeyframeInterval.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (FFMpeg.TryGetCodec("libx264", out _))
            options.WithVideoCodec("libx264").WithCustomArgument($"-preset veryfast -crf {_settings.Quality}");
        else
            options.WithVideoCodec("mpeg4").WithCustomArgument("-q:v 4");
        options
            .WithCustomArgument("-vf crop=trunc(iw/2)*2:trunc(ih/2)*2 -fps_mode vfr -enc_time_base:v 1:90000")
            .WithPixelFormat("yuv420p")
            .WithThreads(1)
            .WithCustomArgument($"-force_key_frames expr:gte(t,n_forced*{interval})")
            .WithCustomArgument("-movflags +frag_keyframe+delay_moov+default_base_moof -flush_packets 1")
            .ForceFormat("mp4");
        if (_settings.HasSound)
            options.WithAudioCodec("aac").WithAudioBitrate(96).WithCustomArgument("-af aresample=async=1:first_pts=0");
    }

    private void Note(string line)
    {
        lock (_log)
        {
            _log.Enqueue(line);
            if (_log.Count > TailLines)
                _log.Dequeue();
        }
    }

    private sealed record Item(int Stream, long Pts, Lease<byte>? Picture, Lease<float>? Samples) : IDisposable
    {
        public int Size => Picture?.Length ?? (Samples!.Length * sizeof(float));

        public void Dispose()
        {
            Picture?.Dispose();
            Samples?.Dispose();
        }
    }

    /// <summary>The queue as FFmpeg's input.</summary>
    private sealed class ItemPipe(Mp4Writer writer) : IPipeSource
    {
        private readonly NutWriter _nut = new();
        private byte[] _sound = [];

        public string GetStreamArguments() => "";

        public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
        {
            var settings = writer._settings;
            await outputStream.WriteAsync(_nut.Headers(settings.Width, settings.Height, settings.HasSound ? AudioClock.Rate : 0), cancellationToken).ConfigureAwait(false);
            await foreach (var item in writer._items.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                using (item)
                {
                    await outputStream.WriteAsync(_nut.Frame(item.Stream, item.Pts, item.Size), cancellationToken).ConfigureAwait(false);
                    var payload = item.Picture?.Memory ?? Bytes(item.Samples!);
                    await outputStream.WriteAsync(payload, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        private Memory<byte> Bytes(Lease<float> samples)
        {
            var bytes = MemoryMarshal.AsBytes(samples.Span);
            if (_sound.Length < bytes.Length)
                _sound = new byte[bytes.Length];
            bytes.CopyTo(_sound);
            return _sound.AsMemory(0, bytes.Length);
        }
    }
}
