using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Gradients are infinite or undefined; of a scaled loss, however small its factor is. A step would ruin the weights.</summary>
/// <param name="factor">What the loss was scaled by; null where it was not.</param>
public sealed class NonFiniteGradientException(double? factor, long step, string batch, string? checkpoint)
    : UserErrorException($"Gradients are not finite in step {step}, on {batch}{Scaled(factor)}. {NonFiniteLossException.LastGood(checkpoint)}; lower the learning rate{Instead(factor)}.")
{
    private static string Scaled(double? factor) => factor is { } scale ? $", though the loss was scaled down to {scale:0.##e+0} of itself" : "";

    private static string Instead(double? factor) => factor is null ? " or look at these samples" : ", or train with opt.amp_dtype=bfloat16";
}
