using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Gradients are infinite or undefined however small the factor of the loss is.</summary>
public sealed class NonFiniteGradientException(double factor, long step, string batch, string? checkpoint)
    : UserErrorException($"Gradients are not finite in step {step}, on {batch}, though the loss was scaled down to {factor:0.##e+0} of itself. {NonFiniteLossException.LastGood(checkpoint)}; lower the learning rate, or train with opt.amp_dtype=bfloat16.");
