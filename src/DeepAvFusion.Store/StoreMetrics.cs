using Prometheus;

namespace DeepAvFusion.Store;

/// <summary>What the store counts. Events that reach neither the database nor the spool are counted by their sink as dropped.</summary>
internal static class StoreMetrics
{
    public static readonly Counter Written = Metrics.CreateCounter("davf_store_events_written_total", "News of events that reached the database.");

    public static readonly Counter Spooled = Metrics.CreateCounter("davf_store_events_spooled_total", "News of events that went to the spool because the database could not be written.");

    public static readonly Counter Unreadable = Metrics.CreateCounter("davf_store_spool_lines_unreadable_total", "Lines of the spool that were no event, such as one that a killed process left unfinished.");

    public static readonly Gauge Waiting = Metrics.CreateGauge("davf_store_spool_bytes", "Bytes that wait in the spool.");

    public static readonly Gauge Failing = Metrics.CreateGauge("davf_store_failing", "1 while the database cannot be written.");

    public static readonly Counter Pruned = Metrics.CreateCounter("davf_store_events_pruned_total", "Events that were older than they are kept.");

    public static readonly Histogram Seconds = Metrics.CreateHistogram(
        "davf_store_write_seconds", "Time of one write of news to the database.", new HistogramConfiguration { Buckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] });
}
