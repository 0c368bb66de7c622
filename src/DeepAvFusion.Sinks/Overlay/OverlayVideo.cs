using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Sinks.Overlay;

/// <summary>One overlay.mp4 in the making. Pictures wait until the window around them has been analysed, then go out with its marks; results lag behind pictures by at least half a window.</summary>
internal sealed class OverlayVideo : IAsyncDisposable
{
    private const int Quality = 22;

    // a picture that waits longer than this for a result goes out without marks: its window was lost
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeyframeInterval = TimeSpan.FromSeconds(2);

    // a picture that stands still, or a source without any, is repeated, for the marks go on: never for sources of a picture a second and more
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(40);

    private const int BlankWidth = 640;
    private const int BlankHeight = 360;

    private readonly string _path;
    private readonly Mp4Writer _file;
    private readonly OverlayPainter _painter;
    private readonly bool _hasSound;
    private readonly MediaTime _from;
    private readonly Queue<PictureFrame> _waiting = new();
    private AvAnalysis? _previous;
    private AvAnalysis? _latest;
    private PictureFrame? _shown;
    private MediaTime _shownAt;
    private MediaTime _heardTo;

    private OverlayVideo(string path, int width, int height, bool hasSound, MediaTime from)
    {
        _painter = new OverlayPainter(height);
        _file = Mp4Writer.Create(path, new Mp4Settings(width, height, hasSound, Quality, KeyframeInterval));
        (_path, _hasSound, _from, _shownAt) = (path, hasSound, from, from);
    }

    /// <summary>True when the file was deleted, moved or replaced while it is written.</summary>
    public bool IsGone => _file.IsGone;

    /// <param name="from">The moment of the run with which the video begins.</param>
    /// <exception cref="UserErrorException">The file cannot be made.</exception>
    public static OverlayVideo Create(string path, RunStartedItem run, MediaTime from)
    {
        if (run.HasPicture)
            return new OverlayVideo(path, run.Width, run.Height, run.HasSound, from);
        var video = new OverlayVideo(path, BlankWidth, BlankHeight, run.HasSound, from);
        video._waiting.Enqueue(Blank(from));
        return video;
    }

    /// <summary>Takes note of a picture, which stays the caller's.</summary>
    public async Task AddAsync(PictureFrame picture, CancellationToken cancel)
    {
        _waiting.Enqueue(picture.Retain());
        while (picture.Time - _waiting.Peek().Time > Patience)
            await WriteNextAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Takes note of a result: pictures up to its centre can go out, and its finished sound.</summary>
    public async Task AddAsync(AvAnalysis analysis, CancellationToken cancel)
    {
        if (!analysis.IsClosing)
            (_previous, _latest) = (_latest, analysis);
        while (_waiting.TryPeek(out var next) && next.Time <= analysis.Centre)
            await WriteNextAsync(cancel).ConfigureAwait(false);
        await RepeatAsync(analysis.Centre, cancel).ConfigureAwait(false);
        foreach (var chunk in analysis.Audio.Where(chunk => _hasSound && chunk.Track == TrackId.Mixture && chunk.Samples.Length > 0 && chunk.Start >= _from))
        {
            var samples = Lease.Rent<float>(chunk.Samples.Length);
            chunk.Samples.CopyTo(samples.Span);
            await _file.WriteSoundAsync(OfFile(chunk.Start), samples, cancel).ConfigureAwait(false);
            _heardTo = chunk.End;
        }
    }

    /// <summary>Writes what waits and finishes the file: when it returns, the encoder has written everything.</summary>
    /// <exception cref="UserErrorException">The file could not be written to its end.</exception>
    public async Task CompleteAsync()
    {
        while (_waiting.Count > 0)
            await WriteNextAsync(CancellationToken.None).ConfigureAwait(false);
        if (_shown is { } last && _heardTo - _shownAt > Still)
        {
            await RepeatAsync(_heardTo, CancellationToken.None).ConfigureAwait(false);
            await WriteAsync(last, _heardTo - Blink, CancellationToken.None).ConfigureAwait(false);
        }
        await _file.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Without <see cref="CompleteAsync"/> before it, gives up what waits; the file holds what was written so far, and goes when that is nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_waiting.TryDequeue(out var picture))
            picture.Dispose();
        _shown?.Dispose();
        _shown = null;
        var isGone = IsGone;
        await _file.DisposeAsync().ConfigureAwait(false);
        if (!isGone && new FileInfo(_path) is { Exists: true, Length: 0 } nothing)
            nothing.Delete();
    }

    private async ValueTask WriteNextAsync(CancellationToken cancel)
    {
        var picture = _waiting.Dequeue();
        _shown?.Dispose();
        _shown = picture;                                              // kept until the next, to be repeated
        await WriteAsync(picture, picture.Time, cancel).ConfigureAwait(false);
    }

    private async ValueTask RepeatAsync(MediaTime until, CancellationToken cancel)
    {
        while (_shown is { } still && until - _shownAt > Still)
            await WriteAsync(still, _shownAt + RepeatEvery, cancel).ConfigureAwait(false);
    }

    private ValueTask WriteAsync(PictureFrame picture, MediaTime time, CancellationToken cancel)
    {
        _shownAt = time;
        var drawn = Lease.Rent<byte>(picture.Width * picture.Height * 4);
        PictureCanvas.Expand(picture.Rgb.Span, drawn.Span);
        using (var canvas = new PictureCanvas(drawn.Memory, picture.Width, picture.Height))
            _painter.Paint(canvas, time, Nearest(time));
        return _file.WritePictureAsync(OfFile(time), drawn, cancel);
    }

    private MediaTime OfFile(MediaTime time) => new(time - _from);

    private static PictureFrame Blank(MediaTime time)
    {
        var black = Lease.Rent<byte>(BlankWidth * BlankHeight * 3);
        black.Span.Clear();
        return new PictureFrame { Time = time, ArrivedAt = default, Rgb = black, Width = BlankWidth, Height = BlankHeight };
    }

    /// <summary>The analysis whose centre is nearest, when the picture lies within its window.</summary>
    private AvAnalysis? Nearest(MediaTime time)
    {
        var nearest = _previous is null || (_latest is not null && (_latest.Centre - time).Duration() <= (_previous.Centre - time).Duration()) ? _latest : _previous;
        return nearest is not null && time >= nearest.Start && time <= nearest.End ? nearest : null;
    }
}
