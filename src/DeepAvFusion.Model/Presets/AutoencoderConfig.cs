namespace DeepAvFusion.Model.Presets;

/// <summary>The masked autoencoder of pre-training.</summary>
/// <param name="Encoder">Its encoder.</param>
/// <param name="Image">Image decoder.</param>
/// <param name="Audio">Audio decoder.</param>
/// <param name="Width">Channels of both decoders.</param>
/// <param name="Heads">Attention heads of both decoders.</param>
/// <param name="MlpRatio">Hidden width of the decoders' MLPs, as a multiple of their width.</param>
public sealed record AutoencoderConfig(
    EncoderConfig Encoder, DecoderConfig Image, DecoderConfig Audio, int Width = 512, int Heads = 16, double MlpRatio = 4)
{
    /// <summary>The published pre-training model around <paramref name="encoder"/>: 75 % of image and 80 % of audio patches removed.</summary>
    public static AutoencoderConfig Published(EncoderConfig encoder) => new(encoder, new DecoderConfig(0.75), new DecoderConfig(0.8));

    /// <summary>Lists what makes this configuration impossible; empty when it can be built.</summary>
    public IEnumerable<string> Problems()
    {
        var encoder = Encoder.Problems().ToArray();
        foreach (var problem in encoder) yield return problem;
        if (Width < 4 || Width % 4 != 0) yield return $"decoder width {Width} must be a multiple of 4 (position table)";
        if (Heads < 1 || Width % Heads != 0) yield return $"decoder width {Width} is not divisible by its {Heads} heads";
        if (encoder.Length > 0) yield break;
        foreach (var problem in Image.Problems("image", Encoder.Image.Grid)) yield return problem;
        foreach (var problem in Audio.Problems("audio", Encoder.Audio.Grid)) yield return problem;
    }
}
