using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>Has a clip cut around each event that is wanted; events that are near each other share one.</summary>
public sealed class ClipSink(ClipDesk desk) : PerStreamSink
{
    public override string Name => "clips";

    protected override bool Uses(Type item) =>
        item == typeof(AnalysisItem) || item == typeof(PreviewItem) || item == typeof(RunStartedItem) || item == typeof(RunEndedItem);

    protected override IStreamWriter Open(StreamId stream) => new ClipLane(stream, desk);
}
