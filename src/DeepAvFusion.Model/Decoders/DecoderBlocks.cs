using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Decoders;

/// <summary>The blocks of one decoder, plain or with shifted windows.</summary>
internal sealed class DecoderBlocks : Module<Tensor, Tensor, Tensor>
{
    private readonly List<TransformerBlock> _plain = [];
    private readonly List<SwinBlock> _windowed = [];

    public DecoderBlocks(DecoderConfig decoder, AutoencoderConfig config, GridSize grid, WeightInitializer weights)
        : base(nameof(DecoderBlocks))
    {
        for (var index = 0; index < decoder.Depth; index++)
        {
            if (decoder.Kind == DecoderKind.Plain)
            {
                _plain.Add(new TransformerBlock(
                    config.Width, config.Heads, config.MlpRatio, LayerNormEpsilon.Elsewhere, DropRates.None, BranchDrop.Never, weights));
                register_module($"{index}", _plain[index]);
            }
            else
            {
                _windowed.Add(new SwinBlock(config.Width, config.Heads, config.MlpRatio, grid, WindowLayout.Of(grid, index), weights));
                register_module($"{index}", _windowed[index]);
            }
        }

        RegisterComponents();
    }

    /// <param name="patches">[B, L, D]</param>
    /// <param name="fusion">[B, F, D]</param>
    /// <returns>[B, L, D]</returns>
    public override Tensor forward(Tensor patches, Tensor fusion)
    {
        using var scope = NewDisposeScope();
        var (count, length) = (fusion.shape[1], patches.shape[1]);
        foreach (var block in _windowed) (patches, fusion) = block.call(patches, fusion);
        if (_plain.Count == 0) return patches.MoveToOuterDisposeScope();

        var tokens = cat([fusion, patches], 1);                                // [B, F + L, D]
        foreach (var block in _plain) tokens = block.call(tokens, null);
        return tokens.narrow(1, count, length).MoveToOuterDisposeScope();
    }
}
