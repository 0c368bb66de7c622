namespace DeepAvFusion.Model.Presets;

/// <summary>The blocks of a reconstruction decoder.</summary>
public enum DecoderKind
{
    /// <summary>Ordinary transformer blocks over all tokens.</summary>
    Plain,

    /// <summary>Shifted windows joined by the fusion tokens.</summary>
    Swin,
}
