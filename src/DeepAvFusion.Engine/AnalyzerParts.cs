using Akka.Actor;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Monitoring;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Inference;
using DeepAvFusion.Media.Packets;

namespace DeepAvFusion.Engine;

/// <summary>What the analyzer's actors are made of.</summary>
/// <param name="Device">`cpu` or `cuda:N`.</param>
/// <param name="OpenModel">Opens the model on its device; called on the device's own thread, again when inference is restarted.</param>
/// <param name="OneShot">True when a stream's failure is final, as in `analyze`.</param>
internal sealed record AnalyzerParts(
    EngineSettings Settings, string Device, Func<IWindowAnalyzer> OpenModel, ModelStatus Model, SinkFan Sinks, SinkBoard SinkBoard, StatusBoard Board, bool OneShot, TimeProvider Time)
{
    /// <summary>What the streams are analysed with.</summary>
    public ServedVersions Served { get; init; } = new();

    /// <summary>Where windows of live streams are remembered for a while; null for nowhere.</summary>
    public RecallShelf? Recall { get; init; }

    /// <summary>Where packets of live streams are kept for a while; null for nowhere.</summary>
    public PacketShelf? Packets { get; init; }

    /// <summary>What alerts are made of; null for none.</summary>
    public AlertParts? Alerts { get; init; }

    public StreamPlan Plan(StreamSettings stream, StreamSources sources, IActorRef inference) => new(
        stream.Stream, sources, Settings.Source with { Choice = stream.Choice ?? Settings.Source.Choice, Packets = Packets },
        stream.Step is { } step ? Settings.Windows with { Step = step } : Settings.Windows, Settings.Assembly, Settings.Batch,
        Settings.Restart, stream.Live, Retries: !OneShot, Settings.Patience, inference, Sinks, Board, Time)
    {
        Recall = Recall,
        Monitored = Monitored(stream.Stream),
    };

    private MonitoredStream? Monitored(StreamId stream) => Settings.Monitoring.IsEnabled && !OneShot ? new MonitoredStream(stream, Settings.Monitoring, Board, Sinks, Time) : null;
}
