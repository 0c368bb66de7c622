using DeepAvFusion.Core.Settings;
using DeepAvFusion.Training.Online;
using Prometheus;

namespace DeepAvFusion.Engine.Learning;

/// <summary>What learning counts.</summary>
public static class LearningMetrics
{
    internal static readonly Gauge Samples = Metrics.CreateGauge("davf_learning_samples", "Samples that are kept, by whether somebody corrected them.", "kind");

    internal static readonly Counter Corrections = Metrics.CreateCounter("davf_learning_corrections_total", "Corrections by what they say.", "kind");

    internal static readonly Counter Fits = Metrics.CreateCounter("davf_learning_fits_total", "Fits by how they ended.", "end");

    internal static readonly Histogram FitDuration = Metrics.CreateHistogram(
        "davf_learning_fit_duration_seconds", "Time of a fit with its judgement.", new HistogramConfiguration { Buckets = [0.5, 1, 2, 5, 10, 20, 60, 300] });

    internal static readonly Counter GatesFailed = Metrics.CreateCounter("davf_learning_gates_failed_total", "Gates that a candidate did not hold.", "gate");

    internal static readonly Counter Promotions = Metrics.CreateCounter("davf_learning_promotions_total", "Versions that were put to use.");

    internal static readonly Counter Rollbacks = Metrics.CreateCounter("davf_learning_rollbacks_total", "Versions that were taken back, by what did it.", "trigger");

    private static readonly Gauge Version = Metrics.CreateGauge("davf_learning_version", "Number of the version in use; 0 is the model as it came.");

    private static readonly Gauge Phase = Metrics.CreateGauge("davf_learning_phase", "1 for what the trainer does, 0 for the others.", "phase");

    internal static void Count(OnlineLearning taught)
    {
        foreach (var (kind, isCorrected) in (ReadOnlySpan<(string, bool)>)[("correction", true), ("reservoir", false)])
            Samples.WithLabels(kind).Set(taught.Samples(null, null, int.MaxValue, isCorrected).Count);
    }

    internal static void Show(LearningStatus status)
    {
        Version.Set(status.Version);
        foreach (var phase in Enum.GetValues<TrainerPhase>())
            Phase.WithLabels(SettingsReader.Dashed(phase.ToString())).Set(phase == status.Phase ? 1 : 0);
    }
}
