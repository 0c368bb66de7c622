using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Encoder;

/// <summary>A single-stream vision transformer over an image or a spectrogram.</summary>
/// <remarks>Source: DeepAVFusion models/vits.py; "An Image is Worth 16x16 Words", Dosovitskiy et al. 2021.</remarks>
public sealed class VitBackbone : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "pos_embed")] private readonly Parameter _positions;             // [1, N, D], frozen
    [ComponentName(Name = "cls_token")] private readonly Parameter? _classToken;           // [1, 1, D]
    [ComponentName(Name = "patch_embed")] private readonly PatchEmbedding _patches;
    [ComponentName(Name = "blocks")] private readonly ModuleList<TransformerBlock> _blocks;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;

    /// <summary>A backbone of <paramref name="config"/> on its own.</summary>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public VitBackbone(BackboneConfig config, WeightInitializer weights, DropRates? drop = null)
        : this(config, "input", weights, drop ?? DropRates.None, new BranchDrop((drop ?? DropRates.None).Path))
    {
    }

    internal VitBackbone(BackboneConfig config, string input, WeightInitializer weights, DropRates drop, BranchDrop branches)
        : base(nameof(VitBackbone))
    {
        ModelConfigurationException.ThrowIfAny("backbone", config.Problems(input).Concat(drop.Problems()));
        Config = config;
        _positions = WeightInitializer.Positions(PositionTables.TwoDimensional(config.Grid, config.Width), trained: false);
        _classToken = config.ClassToken ? weights.Tokens(1, 1, config.Width) : null;
        _patches = new PatchEmbedding(config, input, weights);
        _blocks = new ModuleList<TransformerBlock>();
        for (var layer = 0; layer < config.Depth; layer++)
        {
            _blocks.Add(new TransformerBlock(
                config.Width, config.Heads, config.MlpRatio, LayerNormEpsilon.Backbone, drop, branches, weights));
        }

        _norm = WeightInitializer.Norm(config.Width, LayerNormEpsilon.Backbone);
        RegisterComponents();
    }

    /// <summary>What this backbone was built from.</summary>
    public BackboneConfig Config { get; }

    /// <summary>Tokens entering the first block.</summary>
    /// <param name="picture">[B, C, H, W]</param>
    /// <param name="keep">[B, K] patches to keep, in this order, or null for all</param>
    /// <returns>[B, K, D], one more with a class token in front</returns>
    public Tensor Embed(Tensor picture, Tensor? keep = null)
    {
        using var scope = NewDisposeScope();
        var tokens = _patches.call(picture) + _positions;                      // [B, N, D]
        if (keep is not null) tokens = TokenSelection.Select(tokens, keep);    // [B, K, D]
        if (_classToken is not null) tokens = cat([_classToken.expand(tokens.shape[0], -1, -1), tokens], 1);
        return tokens.MoveToOuterDisposeScope();
    }

    /// <param name="picture">[B, C, H, W]</param>
    /// <param name="keep">[B, K] patches to keep, or null for all</param>
    /// <returns>[B, K, D] after the final norm</returns>
    public override Tensor forward(Tensor picture, Tensor? keep)
    {
        using var scope = NewDisposeScope();
        var tokens = Embed(picture, keep);
        foreach (var block in _blocks) tokens = block.call(tokens, null);
        return _norm.Normalize(tokens).MoveToOuterDisposeScope();
    }

    internal Tensor Block(int layer, Tensor tokens, Tensor? guests) => _blocks[layer].call(tokens, guests);

    internal Tensor Norm(Tensor tokens) => _norm.Normalize(tokens);
}
