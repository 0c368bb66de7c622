using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Inference.Batching;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Windowing;
using DeepAvFusion.Monitoring;

namespace DeepAvFusion.Engine;

/// <summary>The settings of the whole analyzer, bound once at start.</summary>
/// <param name="Patience">Longest wait for one window's result.</param>
/// <param name="Grace">How long a stop may take to let out what is inside.</param>
/// <param name="Learning">How what operators teach comes to live streams.</param>
/// <param name="Alerts">Who is to be told when.</param>
/// <param name="Monitoring">What is looked for in sound and pictures.</param>
/// <param name="SinkCapacity">Items that may wait for each sink.</param>
public sealed record EngineSettings(
    ModelSettings Model, BatchSettings Batch, TimeSpan Patience, SourceSettings Source, WindowSettings Windows, AssemblySettings Assembly,
    RestartSettings Restart, IReadOnlyList<StreamSettings> Streams, int SinkCapacity, TimeSpan Grace, LiveLearningSettings Learning, AlertSettings Alerts, MonitoringSettings Monitoring)
{
    public static EngineSettings From(SettingsReader davf) => new(
        Model: davf.Section("model", ModelSettings.From),
        Batch: davf.Section("inference.batch", BatchSettings.From),
        Patience: davf.Positive("inference.patience"),
        Source: davf.Section("source", SourceSettings.From),
        Windows: davf.Section("windowing", WindowSettings.From),
        Assembly: AssemblySettings.From(davf),
        Restart: davf.Section("restart", RestartSettings.From),
        Streams: [.. davf.Map("streams", StreamSettings.From).Values],
        SinkCapacity: davf.Count("sinks.capacity", 1, 100_000),
        Grace: davf.Positive("shutdown.grace"),
        Learning: LiveLearningSettings.From(davf),
        Alerts: AlertSettings.From(davf),
        Monitoring: MonitoringSettings.From(davf));
}
