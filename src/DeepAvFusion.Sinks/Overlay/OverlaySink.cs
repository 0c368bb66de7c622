using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks.Overlay;

/// <summary>Writes overlay.mp4: the analysed pictures with what sounds marked in them, and the mixture. A later run of the same stream gets a file of its own.</summary>
public sealed class OverlaySink(SinkFolders folders) : IStreamSink
{
    private readonly Dictionary<StreamId, (RunId Run, OverlayVideo Video)> _videos = [];
    private readonly Dictionary<StreamId, int> _files = [];

    public string Name => "overlay";

    public bool Wants(Type item) => item == typeof(RunStartedItem) || item == typeof(PictureItem) || item == typeof(AnalysisItem) || item == typeof(RunEndedItem);

    public async ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is RunStartedItem { HasPicture: true } started)
        {
            await CloseAsync(item.Stream).ConfigureAwait(false);
            var number = _files[item.Stream] = _files.GetValueOrDefault(item.Stream) + 1;
            var path = folders.File(item.Stream, number == 1 ? "overlay.mp4" : $"overlay-{number}.mp4");
            _videos[item.Stream] = (item.Run, await OverlayVideo.CreateAsync(path, started, cancel).ConfigureAwait(false));
        }
        if (!_videos.TryGetValue(item.Stream, out var open) || open.Run != item.Run)
            return;
        switch (item)
        {
            case PictureItem { Picture: var picture }:
                await open.Video.AddAsync(picture, cancel).ConfigureAwait(false);
                break;
            case AnalysisItem { Analysis: var analysis }:
                await open.Video.AddAsync(analysis, cancel).ConfigureAwait(false);
                break;
            case RunEndedItem:
                await CloseAsync(item.Stream).ConfigureAwait(false);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _videos.Keys.ToList())
            await CloseAsync(stream).ConfigureAwait(false);
    }

    private async Task CloseAsync(StreamId stream)
    {
        if (_videos.Remove(stream, out var open))
            await open.Video.DisposeAsync().ConfigureAwait(false);
    }
}
