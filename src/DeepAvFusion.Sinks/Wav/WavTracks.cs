using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Sinks.Wav;

/// <summary>The tracks of one stream's current run. A file that is gone is begun anew; one that could not be written goes on with silence for what is missing.</summary>
internal sealed class WavTracks(SinkFolders folders, StreamId stream, string sink) : IStreamWriter
{
    private readonly Dictionary<TrackId, WavTrackWriter> _tracks = [];
    private RunId _run;

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item.Run != _run)
        {
            Close();
            _run = item.Run;
        }
        if (item is AnalysisItem { Analysis: var analysis })
        {
            foreach (var chunk in analysis.Audio)
            {
                var track = For(chunk.Track);
                track.Write(chunk.Start, chunk.Samples);
                track.Flush();
            }
        }
        else
        {
            Close();
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private WavTrackWriter For(TrackId track)
    {
        if (_tracks.TryGetValue(track, out var writer))
        {
            if (!writer.IsGone)
                return writer;
            _tracks.Remove(track);
            SinkMetrics.Reopened.WithLabels(sink).Inc();
            writer.Dispose();
        }
        return _tracks[track] = WavTrackWriter.Create(folders.FreeFile(stream, Path.Combine("separated" + folders.OfRun(_run), $"{track}.wav")));
    }

    /// <exception cref="UserErrorException">A file could not be written to its end; the others are finished all the same.</exception>
    private void Close()
    {
        UserErrorException? first = null;
        foreach (var writer in _tracks.Values)
        {
            try
            {
                writer.Dispose();
            }
            catch (UserErrorException e)
            {
                first ??= e;
            }
        }
        _tracks.Clear();
        if (first is not null)
            throw first;
    }
}
