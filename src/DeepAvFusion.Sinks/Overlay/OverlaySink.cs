using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks.Overlay;

/// <summary>Writes overlay.mp4: the analysed pictures with what sounds marked in them, and the mixture. In a running analyzer each run gets a file of its own, with the run's number in its name.</summary>
public sealed class OverlaySink(SinkFolders folders) : PerStreamSink
{
    public override string Name => "overlay";

    protected override bool Uses(Type item) => item == typeof(RunStartedItem) || item == typeof(PictureItem) || item == typeof(AnalysisItem) || item == typeof(RunEndedItem);

    protected override IStreamWriter Open(StreamId stream) => new OverlayWriter(folders, stream, Name);
}
