using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Sinks.Overlay;

/// <summary>One overlay.mp4 in the making. Pictures wait until the window around them has been analysed, then go out with its marks; results lag behind pictures by at least half a window.</summary>
internal sealed class OverlayVideo : IAsyncDisposable
{
    private const int Quality = 22;

    // a picture that waits longer than this for a result goes out without marks: its window was lost
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeyframeInterval = TimeSpan.FromSeconds(2);

    private readonly Mp4Writer _file;
    private readonly OverlayPainter _painter;
    private readonly Queue<PictureFrame> _waiting = new();
    private AvAnalysis? _previous;
    private AvAnalysis? _latest;

    private OverlayVideo(Mp4Writer file, OverlayPainter painter)
    {
        _file = file;
        _painter = painter;
    }

    public static async Task<OverlayVideo> CreateAsync(string path, RunStartedItem run, CancellationToken cancel)
    {
        var painter = await OverlayPainter.CreateAsync(run.Height, cancel).ConfigureAwait(false);
        return new OverlayVideo(Mp4Writer.Create(path, new Mp4Settings(run.Width, run.Height, run.HasSound, Quality, KeyframeInterval)), painter);
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
        foreach (var chunk in analysis.Audio.Where(chunk => chunk.Track == TrackId.Mixture && chunk.Samples.Length > 0))
        {
            var samples = Lease.Rent<float>(chunk.Samples.Length);
            chunk.Samples.CopyTo(samples.Span);
            await _file.WriteSoundAsync(chunk.Start, samples, cancel).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            while (_waiting.Count > 0)
                await WriteNextAsync(CancellationToken.None).ConfigureAwait(false);
            await _file.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            while (_waiting.TryDequeue(out var picture))
                picture.Dispose();
            await _file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ValueTask WriteNextAsync(CancellationToken cancel)
    {
        using var picture = _waiting.Dequeue();
        var drawn = Lease.Rent<byte>(picture.Rgb.Length);
        picture.Rgb.Span.CopyTo(drawn.Span);
        _painter.Paint(new RgbCanvas(drawn.Memory, picture.Width, picture.Height), picture.Time, Nearest(picture.Time));
        return _file.WritePictureAsync(picture.Time, drawn, cancel);
    }

    /// <summary>The analysis whose centre is nearest, when the picture lies within its window.</summary>
    private AvAnalysis? Nearest(MediaTime time)
    {
        var nearest = _previous is null || (_latest is not null && (_latest.Centre - time).Duration() <= (_previous.Centre - time).Duration()) ? _latest : _previous;
        return nearest is not null && time >= nearest.Start && time <= nearest.End ? nearest : null;
    }
}
