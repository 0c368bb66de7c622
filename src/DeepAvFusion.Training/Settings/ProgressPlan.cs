using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Training.Settings;

/// <summary>How much of an epoch is run, and how often it is told of.</summary>
/// <param name="PrintEvery">Batches between lines of progress.</param>
/// <param name="IsTrial">Whether epochs and evaluations end early, to see whether everything runs.</param>
public sealed record ProgressPlan(int PrintEvery, bool IsTrial)
{
    private const int TrialBatches = 101;
    private const int TrialEvaluationBatches = 9;

    /// <summary>Batches of an epoch at most; null for all.</summary>
    internal int? MostBatches => IsTrial ? TrialBatches : null;

    /// <summary>Batches of an evaluation at most; null for all.</summary>
    internal int? MostEvaluationBatches => IsTrial ? TrialEvaluationBatches : null;

    internal static ProgressPlan From(SettingsReader top) => new(top.Section("log", log => log.Count("print_freq")), top.Flag("debug"));
}
