using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Recipes;

/// <summary>The loss became infinite or undefined; going on would ruin the weights.</summary>
public sealed class NonFiniteLossException(double loss, long step, string batch, string? checkpoint)
    : UserErrorException($"The loss is {loss} in step {step}, on {batch}. {LastGood(checkpoint)}; lower the learning rate or look at these samples.")
{
    public long Step { get; } = step;

    /// <summary>Names of the samples.</summary>
    public string Batch { get; } = batch;

    /// <summary>What a message says of the checkpoint to go back to.</summary>
    internal static string LastGood(string? checkpoint) => checkpoint is null ? "There is no checkpoint yet" : $"The last good checkpoint is {checkpoint}";
}
