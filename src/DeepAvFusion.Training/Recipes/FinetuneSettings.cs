namespace DeepAvFusion.Training.Recipes;

/// <summary>What finetuning has beside the common settings.</summary>
/// <param name="Smoothing">Mass of the targets spread over all classes (opt.smoothing).</param>
/// <param name="MixingChance">Share of samples that are mixed with another (opt.mixup_prob).</param>
/// <param name="Joint">Whether the loss sees the average of the three predictions, or each of them (opt.joint_loss).</param>
/// <param name="DropPath">Share of samples whose residual branches are dropped (opt.drop_path).</param>
public sealed record FinetuneSettings(double Smoothing = 0.1, double MixingChance = 1, bool Joint = true, double DropPath = 0.2)
{
    /// <summary>Lists everything that is impossible.</summary>
    public IEnumerable<string> Problems(int batchSize)
    {
        if (!(Smoothing >= 0 && Smoothing < 1)) yield return $"label smoothing {Smoothing} must be at least 0 and below 1";
        if (!(MixingChance >= 0 && MixingChance <= 1)) yield return $"a mixing chance of {MixingChance} must be between 0 and 1";
        if (MixingChance > 0 && batchSize % 2 != 0) yield return $"mixing pairs the samples of a batch, so its size must be even, not {batchSize}";
    }
}
