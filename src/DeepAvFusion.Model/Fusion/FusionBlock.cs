using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Fusion;

/// <summary>Fusion tokens gather one layer of both modalities, then pass an MLP.</summary>
/// <remarks>
/// Source: DeepAVFusion models/fusion_blocks.py. The residual stream of the fusion tokens restarts from their
/// normalised values in every layer: nothing skips the first norm.
/// </remarks>
internal sealed class FusionBlock : Module<Tensor, Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "norm1_mm")] private readonly LayerNorm _fusionNorm;
    [ComponentName(Name = "norm1_aud")] private readonly LayerNorm _audioNorm;
    [ComponentName(Name = "norm1_img")] private readonly LayerNorm _imageNorm;
    [ComponentName(Name = "attn")] private readonly Interaction _interaction;
    [ComponentName(Name = "norm2")] private readonly LayerNorm _mlpNorm;
    [ComponentName(Name = "mlp")] private readonly Mlp _mlp;
    private readonly BranchDrop _branches;
    private readonly bool _crossedNorms;

    public FusionBlock(FusionConfig config, int width, DropRates drop, BranchDrop branches, WeightInitializer weights)
        : base(nameof(FusionBlock))
    {
        _fusionNorm = WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere);
        _audioNorm = WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere);
        _imageNorm = WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere);
        _interaction = config.Kind switch
        {
            FusionKind.Factorized => new FactorizedInteraction(config, width, drop, weights),
            FusionKind.Dense => new DenseInteraction(config, width, drop, weights),
            _ => new TokenInteraction(config, width, drop, weights),
        };
        _crossedNorms = config.Kind == FusionKind.Token;      // as published: norm1_aud normalises the image there
        _mlpNorm = WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere);
        _mlp = new Mlp(width, config.MlpRatio, drop.Projection, weights);
        _branches = branches;
        RegisterComponents();
    }

    /// <param name="fusion">[B, F, D]</param>
    /// <param name="image">[B, Ni, D]</param>
    /// <param name="audio">[B, Na, D]</param>
    /// <returns>[B, F, D]</returns>
    public override Tensor forward(Tensor fusion, Tensor image, Tensor audio)
    {
        using var scope = NewDisposeScope();
        var (imageNorm, audioNorm) = _crossedNorms ? (_audioNorm, _imageNorm) : (_imageNorm, _audioNorm);
        var start = _fusionNorm.Normalize(fusion);                                                               // [B, F, D]
        var gathered = _interaction.forward(fusion: start, image: imageNorm.Normalize(image), audio: audioNorm.Normalize(audio));
        var tokens = start + _branches.Apply(gathered, training);                                                // [B, F, D]
        return (tokens + _branches.Apply(_mlp.call(_mlpNorm.Normalize(tokens)), training)).MoveToOuterDisposeScope();
    }
}
