namespace DeepAvFusion.Model.Presets;

/// <summary>How fusion tokens gather both modalities in a layer.</summary>
public enum FusionKind
{
    /// <summary><c>factorized_mmi</c>: pairs of a few aggregated image and audio tokens.</summary>
    Factorized,

    /// <summary><c>dense_mmi</c>: all pairs of an image and an audio token.</summary>
    Dense,

    /// <summary><c>token</c>: all tokens of both modalities, without pairs.</summary>
    Token,
}
