namespace DeepAvFusion.Training.Recipes;

/// <summary>What finetuning has beside the common settings.</summary>
/// <param name="Smoothing">Mass of the targets spread over all classes (opt.smoothing).</param>
/// <param name="MixingChance">Share of samples that are mixed with another (data.mixup_prob).</param>
/// <param name="Joint">Whether the loss sees the average of the three predictions, or each of them (opt.joint_loss).</param>
/// <param name="MixingAlpha">Parameter of the beta distribution that shares of mixed samples come from; 0 mixes nothing (data.mixup).</param>
public sealed record FinetuneSettings(double Smoothing = 0.1, double MixingChance = 1, bool Joint = true, double MixingAlpha = 1)
{
    /// <summary>Whether samples are mixed at all.</summary>
    public bool IsMixing => MixingChance > 0 && MixingAlpha > 0;

    /// <summary>Lists everything that is impossible.</summary>
    public IEnumerable<string> Problems(int batchSize)
    {
        if (!(Smoothing >= 0 && Smoothing < 1)) yield return $"label smoothing {Smoothing} must be at least 0 and below 1";
        if (!(MixingChance >= 0 && MixingChance <= 1)) yield return $"a mixing chance of {MixingChance} must be between 0 and 1";
        if (!(MixingAlpha >= 0 && double.IsFinite(MixingAlpha))) yield return $"mixing by a beta distribution of {MixingAlpha} must not be below 0";
        if (IsMixing && batchSize % 2 != 0) yield return $"mixing pairs the samples of a batch, so its size must be even, not {batchSize}";
    }
}
