namespace DeepAvFusion.Model.Layers;

/// <summary>The two layer-norm epsilons; fusion tokens vary little, so the difference shows.</summary>
internal static class LayerNormEpsilon
{
    /// <summary>Blocks and final norms of the image, audio and video backbones.</summary>
    public const double Backbone = 1e-6;

    /// <summary>Fusion blocks, fusion norm, decoders and heads.</summary>
    public const double Elsewhere = 1e-5;
}
