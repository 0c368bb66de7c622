using Prometheus;

namespace DeepAvFusion.Sinks;

/// <summary>What sinks count.</summary>
public static class SinkMetrics
{
    public static readonly Counter Items = Metrics.CreateCounter("davf_sink_items_total", "Items a sink has handled.", "sink");

    public static readonly Counter Lost = Metrics.CreateCounter("davf_sink_items_dropped_total", "Items that did not reach their sink.", "sink", "kind", "reason");

    public static readonly Counter Reopened = Metrics.CreateCounter("davf_sink_files_reopened_total", "Files that were deleted, moved or replaced while they were written, and begun anew.", "sink");
}
