using TorchSharp.Modules;

namespace DeepAvFusion.Model.Optimizers;

/// <summary>Parameters an optimiser treats alike, in definition order.</summary>
/// <param name="Names">Full keys.</param>
/// <param name="Parameters">The parameters of these keys.</param>
/// <param name="WeightDecay">Weight decay of the group.</param>
/// <param name="LearningRateScale">Factor of the scheduled learning rate.</param>
/// <param name="Pretrained">Whether the group starts from pre-trained weights and follows their slower schedule.</param>
public sealed record ParameterGroup(
    IReadOnlyList<string> Names, IReadOnlyList<Parameter> Parameters, double WeightDecay, double LearningRateScale = 1, bool Pretrained = false);
