using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using DeepAvFusion.Training.Recipes;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Trainers;

/// <summary>A loss of 0 whose gradient is not a number.</summary>
internal sealed class RootOfNothing : Recipe
{
    private readonly TorchSharp.Modules.Linear _layer;

    public RootOfNothing() : this(nn.Linear(2, 2))
    {
    }

    private RootOfNothing(TorchSharp.Modules.Linear layer)
        : base("root", layer, new AdamWOptimizer(ParameterGroups.ForPretraining(layer, 0, imagePretrained: false, audioPretrained: false), 0.95), CPU) => _layer = layer;

    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts) => (_layer.weight * 0).sqrt().sum();
}
