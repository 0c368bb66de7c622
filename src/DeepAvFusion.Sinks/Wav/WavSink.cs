using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Sinks.Wav;

/// <summary>Writes separated/*.wav: the mixture, each region and the residual. All begin at the start of the run and are silent where a track is, so that they can be laid over each other.</summary>
public sealed class WavSink(SinkFolders folders) : IStreamSink
{
    private readonly Dictionary<(StreamId Stream, RunId Run, TrackId Track), WavTrackWriter> _tracks = [];
    private readonly Dictionary<StreamId, List<RunId>> _runs = [];

    public string Name => "wav";

    public bool Wants(Type item) => item == typeof(AnalysisItem) || item == typeof(RunEndedItem);

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        if (item is AnalysisItem { Analysis: var analysis })
        {
            foreach (var chunk in analysis.Audio)
            {
                var track = For(analysis.Stream, analysis.Run, chunk.Track);
                track.Write(chunk.Start, chunk.Samples);
                track.Flush();
            }
        }
        else
        {
            Close(key => key.Stream == item.Stream && key.Run == item.Run);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Close(_ => true);
        return ValueTask.CompletedTask;
    }

    private WavTrackWriter For(StreamId stream, RunId run, TrackId track)
    {
        if (_tracks.TryGetValue((stream, run, track), out var writer))
            return writer;
        if (!_runs.TryGetValue(stream, out var runs))
            _runs[stream] = runs = [];
        if (!runs.Contains(run))
            runs.Add(run);
        var number = runs.IndexOf(run) + 1;
        var folder = number == 1 ? "separated" : $"separated-{number}";
        return _tracks[(stream, run, track)] = WavTrackWriter.Create(folders.File(stream, Path.Combine(folder, $"{track}.wav")));
    }

    private void Close(Func<(StreamId Stream, RunId Run, TrackId Track), bool> which)
    {
        foreach (var key in _tracks.Keys.Where(which).ToList())
        {
            _tracks[key].Dispose();
            _tracks.Remove(key);
        }
    }
}
