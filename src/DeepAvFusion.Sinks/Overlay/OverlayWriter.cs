using System.Globalization;
using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks.Overlay;

/// <summary>The overlay videos of one stream: one a run. A video whose encoder died or whose file is gone is let go, and one that begins with the next picture takes its place; so it is when pictures come in another shape.</summary>
internal sealed class OverlayWriter(SinkFolders folders, StreamId stream, string sink) : IStreamWriter
{
    private RunStartedItem? _run;
    private OverlayVideo? _video;

    public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is RunStartedItem started)
        {
            await CompleteAsync().ConfigureAwait(false);
            _run = started;
            if (started is not { HasPicture: true, Width: 0 })              // else with the first picture, which is away as yet
                _video = Begin(MediaTime.Zero);
            return;
        }
        if (_run is null || item.Run != _run.Run)
            return;
        if (item is RunEndedItem)
        {
            _run = null;
            await CompleteAsync().ConfigureAwait(false);
            return;
        }
        try
        {
            await AddAsync(item, cancel).ConfigureAwait(false);
        }
        catch (UserErrorException)
        {
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => new(CompleteAsync());

    private async Task AddAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is AnalysisItem && _video is { IsGone: true })
        {
            await AbandonAsync().ConfigureAwait(false);
            SinkMetrics.Reopened.WithLabels(sink).Inc();
        }
        if (item is AnalysisItem { Analysis.HasSound: true } && !_run!.HasSound)
        {
            await CompleteAsync().ConfigureAwait(false);
            _run = _run with { HasSound = true };
        }
        switch (item)
        {
            case PictureItem { Picture: var picture }:
                if ((picture.Width, picture.Height) != (_run!.Width, _run.Height))
                {
                    await CompleteAsync().ConfigureAwait(false);
                    _run = _run with { HasPicture = true, Width = picture.Width, Height = picture.Height };
                }
                await (_video ??= Begin(picture.Time)).AddAsync(picture, cancel).ConfigureAwait(false);
                break;
            case AnalysisItem { Analysis: var analysis } when _video is not null || !_run!.HasPicture:
                await (_video ??= Begin(analysis.Start)).AddAsync(analysis, cancel).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>A video that begins at a moment of the run; one that does not begin with it says so in its name.</summary>
    private OverlayVideo Begin(MediaTime from)
    {
        var name = "overlay" + folders.OfRun(_run!.Run);
        if (from > MediaTime.Zero)
            name += $"-from-{from.Seconds.ToString("0.0", CultureInfo.InvariantCulture)}s";
        return OverlayVideo.Create(folders.FreeFile(stream, name + ".mp4"), _run!, from);
    }

    private async Task CompleteAsync()
    {
        if (_video is not { } video)
            return;
        _video = null;
        try
        {
            await video.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            await video.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AbandonAsync()
    {
        if (_video is not { } video)
            return;
        _video = null;
        await video.DisposeAsync().ConfigureAwait(false);
    }
}
