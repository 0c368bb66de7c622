using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Monitoring;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Media.Sources;
using Prometheus;

namespace DeepAvFusion.Engine;

/// <summary>What the engine counts and times, per configured stream.</summary>
public static class EngineMetrics
{
    public static readonly Counter Analysed = Metrics.CreateCounter("davf_windows_analysed_total", "Windows whose result reached the sinks.", "stream");

    public static readonly Counter Dropped = Metrics.CreateCounter("davf_windows_dropped_total", "Windows lost before their result reached the sinks.", "stream", "stage", "reason");

    public static readonly Counter Runs = Metrics.CreateCounter("davf_stream_runs_total", "Runs of a stream, by how they ended.", "stream", "end");

    public static readonly Histogram Age = Metrics.CreateHistogram(
        "davf_result_age_seconds", "Age of a result: from the capture of the window's last sample to the sinks.", ["stream"],
        new HistogramConfiguration { Buckets = [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7.5, 10, 20, 60] });

    private static readonly Gauge State = Metrics.CreateGauge("davf_stream_state", "1 for the state a stream is in, 0 for the others.", "stream", "state");

    private static readonly Gauge Model = Metrics.CreateGauge("davf_model_info", "1 for the model in use; `training` says whether its weights were ever trained.", "name", "sha256", "training", "device");

    internal static readonly Gauge SinkFailing = Metrics.CreateGauge("davf_sink_failing", "1 while a sink cannot write a stream's results, 0 since it can again.", "sink", "stream");

    internal static readonly Gauge SideAway = Metrics.CreateGauge("davf_stream_side_away", "1 while the source of a stream's picture or sound is away and the other is not, where each has its own.", "stream", "side");

    internal static void ShowState(StreamId stream, StreamState current)
    {
        foreach (var state in Enum.GetValues<StreamState>())
            State.WithLabels(stream.Value, SettingsReader.Dashed(state.ToString())).Set(state == current ? 1 : 0);
    }

    /// <summary>Losses count from 0 on, so that the first one is a rise too.</summary>
    internal static void ShowNoLosses(StreamId stream)
    {
        foreach (var reason in new[] { LossReason.Stale, LossReason.Failed, LossReason.Stopped })
            DroppedOf(stream, StatusBoard.Inference, reason);
    }

    internal static Counter.Child DroppedOf(StreamId stream, string stage, LossReason reason) => Dropped.WithLabels(stream.Value, stage, SettingsReader.Dashed(reason.ToString()));

    internal static void ShowModel(ModelIdentity model, string device) => Model.WithLabels(model.Name, model.Sha256, model.Training, device).Set(1);

    /// <summary>A removed stream leaves no series.</summary>
    internal static void Forget(StreamId stream)
    {
        SourceSeries.Remove(Age, stream);
        foreach (var counter in new[] { Analysed, Dropped, Runs })
            SourceSeries.Remove(counter, stream);
        foreach (var gauge in new[] { State, SideAway })
            SourceSeries.Remove(gauge, stream);
        MonitoringMetrics.Forget(stream);
    }
}
