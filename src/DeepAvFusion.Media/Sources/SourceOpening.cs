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
        var stretches = uri.Kind == SourceKind.File && settings.Choice == StreamChoice.Auto ? await Task.Run(() => TransportTables.ReadAsync(uri.Address, cancellation), cancellation).WaitAsync(cancellation).ConfigureAwait(false) : [];
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
                way = await LookedThroughAsync(source, way, next, cancellation).ConfigureAwait(false);
                await source.DisposeAsync().ConfigureAwait(false);
            }
            catch (OpenOtherwiseException e)
            {
                way = await LookedThroughAsync(source, way, e.Next, cancellation).ConfigureAwait(false);
                await source.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await source.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>A source that turned out to be a recording is read in stretches where what it holds changes.</summary>
    private async Task<SourceWay> LookedThroughAsync(MediaSource source, SourceWay way, SourceWay next, CancellationToken cancellation) =>
        next.IsRecording && !way.IsRecording && settings.Choice == StreamChoice.Auto && await source.StretchesAsync(cancellation).ConfigureAwait(false) is { Count: > 1 } stretches
            ? next with { Stretches = stretches } : next;

    private async Task<MediaSource> StartAsync(SourceWay way, CancellationToken cancellation)
    {
        var gate = SourceGate.For(uri, settings.Policy);
        try
        {
            var stretch = way.Stretches.Count > 0 ? way.Stretches[0] : null;
            var input = gate?.Input.Part(stretch) ?? await FfmpegInput.OfAsync(uri, stretch, settings.Policy, cancellation).ConfigureAwait(false);
            return new MediaSource(stream, run, uri, gate, input, settings, way, memory, time);
        }
        catch
        {
            if (gate is not null)
                await gate.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
