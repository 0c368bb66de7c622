using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources.Gate;

namespace DeepAvFusion.Media.Sources;

/// <summary>Opens a source, again and again while what came of it tells to open it in another way.</summary>
internal sealed class SourceOpening(StreamId stream, RunId run, SourceUri uri, SourceSettings settings, SourceMemory memory, TimeProvider time)
{
    /// <inheritdoc cref="MediaSource.OpenAsync(StreamId, RunId, SourceUri, SourceSettings, SourceMemory, TimeProvider, CancellationToken)"/>
    public async Task<MediaSource> OpenAsync(CancellationToken cancellation)
    {
        using var series = SourceSeries.Begin(stream);
        await settings.Policy.CheckResolvedAsync(uri, cancellation).ConfigureAwait(false);
        await SourceFile.CheckAsync(uri, cancellation).ConfigureAwait(false);
        var stretches = uri.Kind == SourceKind.File && settings.Choice == StreamChoice.Auto ? await Task.Run(() => TransportTables.Read(uri.Address), cancellation).WaitAsync(cancellation).ConfigureAwait(false) : [];
        return await OpenAsync(SourceWay.First(settings.Sides) with { Search = memory.Search, Stretches = stretches.Count > 1 ? stretches : [] }, cancellation).ConfigureAwait(false);
    }

    /// <exception cref="SourceException">As for opening.</exception>
    public async Task<MediaSource> OpenAsync(SourceWay way, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = await StartAsync(way, cancellation).ConfigureAwait(false);
            try
            {
                if (await source.OpenedAsync(cancellation).ConfigureAwait(false) is not { } next)
                    return source;
                way = next;
                await source.DisposeAsync().ConfigureAwait(false);
            }
            catch (OpenOtherwiseException e)
            {
                await source.DisposeAsync().ConfigureAwait(false);
                way = e.Next;
            }
            catch
            {
                await source.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<MediaSource> StartAsync(SourceWay way, CancellationToken cancellation)
    {
        var gate = SourceGate.For(uri, settings.Policy);
        try
        {
            return new MediaSource(stream, run, uri, gate, gate?.Input ?? await FfmpegInput.OfAsync(uri, way.Stretches is [var stretch, ..] ? stretch : null, settings.Policy, cancellation).ConfigureAwait(false), settings, way, memory, time);
        }
        catch
        {
            if (gate is not null)
                await gate.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
