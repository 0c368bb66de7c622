using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using Prometheus;

namespace DeepAvFusion.Media.Sources;

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

    private static readonly Counter Cancelling = Metrics.CreateCounter(
        "davf_source_sound_cancelling_seconds_total", "Sound whose channels cancel each other, so that the louder one was taken.", "stream");

    private static readonly Counter Errors = Metrics.CreateCounter(
        "davf_source_errors_total", "Errors that FFmpeg told of a source, by what they are about.", "stream", "kind");

    private static readonly Gauge Stalled = Metrics.CreateGauge(
        "davf_source_stalled", "1 while a live source sends no sound or no picture although it has some.", "stream", "part");

    private static readonly Gauge Skew = Metrics.CreateGauge(
        "davf_source_skew_seconds", "How much later sound arrives than the picture of the same timestamp.", "stream");

    private static readonly Gauge Drift = Metrics.CreateGauge(
        "davf_source_drift_ppm", "How much faster the clock of the sound runs than that of the picture, in millionths; 0 while that cannot be told.", "stream");

    private static readonly Gauge Correction = Metrics.CreateGauge(
        "davf_source_drift_correction_seconds", "How much earlier pictures are put to make up for the drift.", "stream");

    public static Counter.Child FramesOf(StreamId stream, SourcePart part) => Frames.WithLabels(stream.Value, Name(part));

    public static void CountLost(StreamId stream, SourcePart part, LossReason reason) => Lost.WithLabels(stream.Value, Name(part), Name(reason)).Inc();

    public static void CountDiscontinuity(StreamId stream) => Discontinuities.WithLabels(stream.Value).Inc();

    public static void CountCancelling(StreamId stream, TimeSpan sound) => Cancelling.WithLabels(stream.Value).Inc(sound.TotalSeconds);

    public static void CountError(StreamId stream, DecodeError kind) => Errors.WithLabels(stream.Value, Name(kind)).Inc();

    public static void CountFailure(StreamId stream, SourceFailure failure) => Failures.WithLabels(stream.Value, Name(failure)).Inc();

    public static void ShowStalled(StreamId stream, SourcePart part, bool isStalled) => Stalled.WithLabels(stream.Value, Name(part)).Set(isStalled ? 1 : 0);

    public static void ShowClock(StreamId stream, TimeSpan skew, double drift, TimeSpan correction)
    {
        Skew.WithLabels(stream.Value).Set(skew.TotalSeconds);
        Drift.WithLabels(stream.Value).Set(drift);
        Correction.WithLabels(stream.Value).Set(correction.TotalSeconds);
    }

    /// <summary>A removed stream leaves no series.</summary>
    public static void Remove(StreamId stream)
    {
        foreach (var counter in new[] { Frames, Lost, Discontinuities, Failures, Cancelling, Errors })
            SourceSeries.Remove(counter, stream);
        foreach (var gauge in new[] { Stalled, Skew, Drift, Correction })
            SourceSeries.Remove(gauge, stream);
    }

    private static string Name<T>(T value) where T : struct, Enum => SettingsReader.Dashed(value.ToString());
}
