using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Decoders;

/// <summary>
/// The layers that reconstruct one modality. The autoencoder registers them under flat names, as published,
/// and owns the mask token and the position table.
/// </summary>
internal sealed class ReconstructionDecoder
{
    public ReconstructionDecoder(AutoencoderConfig config, DecoderConfig decoder, BackboneConfig modality, WeightInitializer weights)
    {
        Embed = weights.Linear(config.Encoder.Width, config.Width);
        Blocks = new DecoderBlocks(decoder, config, modality.Grid, weights);
        Norm = WeightInitializer.Norm(config.Width, LayerNormEpsilon.Elsewhere);
        Predict = weights.Linear(config.Width, modality.PatchNumbers);
    }

    /// <summary>Shared by the tokens of the modality and the fusion tokens.</summary>
    public Linear Embed { get; }

    public DecoderBlocks Blocks { get; }

    public LayerNorm Norm { get; }

    public Linear Predict { get; }

    /// <param name="kept">[B, K, D] encoded tokens of the kept patches</param>
    /// <param name="fusion">[B, F, D]</param>
    /// <param name="restore">[B, L]</param>
    /// <param name="maskToken">[1, 1, W]</param>
    /// <param name="positions">[1, L, W]</param>
    /// <returns>[B, L, P] a prediction for every patch</returns>
    public Tensor Decode(Tensor kept, Tensor fusion, Tensor restore, Tensor maskToken, Tensor positions)
    {
        using var scope = NewDisposeScope();
        var known = Embed.call(kept);                                                                            // [B, K, W]
        var unknown = maskToken.expand(known.shape[0], restore.shape[1] - known.shape[1], -1);                   // [B, L - K, W]
        var patches = TokenSelection.Select(cat([known, unknown], 1), restore) + positions;                      // [B, L, W]
        var decoded = Blocks.call(patches, Embed.call(fusion));                                                  // [B, L, W]
        return Predict.call(Norm.Normalize(decoded)).MoveToOuterDisposeScope();                                  // [B, L, P]
    }
}
