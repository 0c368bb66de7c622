using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Fusion;

/// <summary>Fusion blocks by layer number; layers without fusion have no parameters and no keys.</summary>
internal sealed class FusionStack : nn.Module
{
    private readonly FusionBlock?[] _blocks;

    public FusionStack(
        FusionConfig config, int width, int layers, DropRates drop, BranchDrop branches, WeightInitializer weights)
        : base(nameof(FusionStack))
    {
        _blocks = new FusionBlock?[layers];
        for (var layer = 0; layer < layers; layer++)
        {
            if (!config.Layers.Contains(layer)) continue;
            var block = new FusionBlock(config, width, drop, branches, weights);
            _blocks[layer] = block;
            register_module($"{layer}", block);
        }

        RegisterComponents();
    }

    /// <summary>The block of <paramref name="layer"/>, or null where nothing fuses.</summary>
    public FusionBlock? At(int layer) => _blocks[layer];
}
