using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Sources;
using Prometheus;

namespace DeepAvFusion.Media;

/// <summary>What sources deliver and lose, per configured stream.</summary>
internal static class MediaMetrics
{
    private static readonly Counter Frames = Metrics.CreateCounter(
        "davf_source_frames_total", "Frames a source delivered: pictures, stretches of sound, previews.", "stream", "part");

    private static readonly Counter Lost = Metrics.CreateCounter(
        "davf_source_frames_lost_total", "Frames a source delivered that nobody took in time, or that were damaged.", "stream", "part", "reason");

    private static readonly Counter Discontinuities = Metrics.CreateCounter(
        "davf_source_discontinuities_total", "Leaps of a source's clock that were taken out.", "stream");

    private static readonly Counter Failures = Metrics.CreateCounter(
        "davf_source_failures_total", "Sources that could not be opened or broke off, by what was wrong.", "stream", "failure");

    private static readonly Gauge Stalled = Metrics.CreateGauge(
        "davf_source_stalled", "1 while a live source sends no sound or no picture although it has some.", "stream", "part");

    private static readonly Gauge Skew = Metrics.CreateGauge(
        "davf_source_skew_seconds", "How much later sound arrives than the picture of the same timestamp.", "stream");

    public static Counter.Child FramesOf(StreamId stream, SourcePart part) => Frames.WithLabels(stream.Value, Name(part));

    public static void CountLost(StreamId stream, SourcePart part, LossReason reason) => Lost.WithLabels(stream.Value, Name(part), Name(reason)).Inc();

    public static void CountDiscontinuity(StreamId stream) => Discontinuities.WithLabels(stream.Value).Inc();

    public static void CountFailure(StreamId stream, SourceFailure failure) => Failures.WithLabels(stream.Value, Name(failure)).Inc();

    public static void ShowStalled(StreamId stream, SourcePart part, bool isStalled) => Stalled.WithLabels(stream.Value, Name(part)).Set(isStalled ? 1 : 0);

    public static void ShowSkew(StreamId stream, TimeSpan skew) => Skew.WithLabels(stream.Value).Set(skew.TotalSeconds);

    private static string Name<T>(T value) where T : struct, Enum => SettingsReader.Dashed(value.ToString());
}
