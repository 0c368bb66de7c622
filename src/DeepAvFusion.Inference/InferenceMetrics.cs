using Prometheus;

namespace DeepAvFusion.Inference;

/// <summary>What inference counts and times.</summary>
public static class InferenceMetrics
{
    /// <summary>Seconds of compute a window, by step: features, encoder, heads, regions, separation, assembly; `queue` is waiting.</summary>
    public static readonly Histogram StageDuration = Metrics.CreateHistogram(
        "davf_stage_duration_seconds", "Seconds a window spent in a step of the analysis.", ["stage"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 15) });

    /// <summary>Windows in one pass through the network.</summary>
    public static readonly Histogram BatchSize = Metrics.CreateHistogram(
        "davf_batch_windows", "Windows gathered into one pass through the network.", ["device"],
        new HistogramConfiguration { Buckets = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
}
