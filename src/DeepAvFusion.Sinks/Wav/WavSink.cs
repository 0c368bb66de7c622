using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks.Wav;

/// <summary>
/// Writes separated/*.wav: the mixture, each region and the residual. All begin at the start of the run and are silent where a track is, so that they can be laid over each other. In a running
/// analyzer each run gets a folder of its own, with the run's number in its name.
/// </summary>
public sealed class WavSink(SinkFolders folders) : PerStreamSink
{
    public override string Name => "wav";

    protected override bool Uses(Type item) => item == typeof(AnalysisItem) || item == typeof(RunEndedItem);

    protected override IStreamWriter Open(StreamId stream) => new WavTracks(folders, stream, Name);
}
