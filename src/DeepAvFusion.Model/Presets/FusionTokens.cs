namespace DeepAvFusion.Model.Presets;

/// <summary>How many fusion tokens gather pairs, image and audio, in this order along the token axis.</summary>
/// <param name="Pairs">Tokens that gather image-audio pairs.</param>
/// <param name="Image">Tokens that aggregate the image.</param>
/// <param name="Audio">Tokens that aggregate the audio.</param>
public readonly record struct FusionTokens(int Pairs, int Image, int Audio)
{
    /// <summary>All fusion tokens.</summary>
    public int Total => Pairs + Image + Audio;
}
