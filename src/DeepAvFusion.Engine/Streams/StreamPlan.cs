using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Monitoring;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Inference.Batching;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Engine.Streams;

/// <summary>Everything a stream and its runs are made of.</summary>
/// <param name="IsLive">As configured; null lets the source tell.</param>
/// <param name="Retries">False in one-shot use, where a failure is final.</param>
/// <param name="Patience">Longest wait for one window's result.</param>
internal sealed record StreamPlan(
    StreamId Stream, StreamSources Sources, SourceSettings Source, WindowSettings Windows, AssemblySettings Assembly, BatchSettings Batch, RestartSettings Restart,
    bool? IsLive, bool Retries, TimeSpan Patience, IActorRef Inference, SinkFan Sinks, StatusBoard Board, TimeProvider Time)
{
    /// <summary>Where windows of live streams are remembered for a while; null for nowhere.</summary>
    public RecallShelf? Recall { get; init; }

    /// <summary>Watches its sound and pictures; null for nobody.</summary>
    public MonitoredStream? Monitored { get; init; }

    /// <summary>What the runs so far taught about the source, or that of the picture where it has one of its own.</summary>
    public SourceMemory Memory { get; } = new();

    /// <summary>What they taught about the source of the sound, where it has one of its own.</summary>
    public SourceMemory SoundMemory { get; } = new();
}
