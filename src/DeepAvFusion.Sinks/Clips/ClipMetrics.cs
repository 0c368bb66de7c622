using Prometheus;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>What clips count.</summary>
internal static class ClipMetrics
{
    public static readonly Counter Made = Metrics.CreateCounter("davf_clips_made_total", "Clips that were made.", "stream");

    public static readonly Counter Lost = Metrics.CreateCounter("davf_clips_lost_total", "Clips that could not be made.", "reason");

    public static readonly Counter Encoded = Metrics.CreateCounter("davf_clips_encoded_total", "Clips whose picture or sound was encoded anew, because no browser plays what the source sent.");

    public static readonly Counter Removed = Metrics.CreateCounter("davf_clips_removed_total", "Clips that are gone.", "reason");

    public static readonly Gauge Bytes = Metrics.CreateGauge("davf_clips_bytes", "Bytes of clips on the disk.");

    public static readonly Gauge BufferBytes = Metrics.CreateGauge("davf_clips_buffer_bytes", "Bytes of packets in memory, of all streams.");
}
