namespace DeepAvFusion.Model.Presets;

/// <summary>A recognition model: an encoder with a linear head on each of its three streams.</summary>
/// <param name="Encoder">Its encoder.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="InputNorm">Whether token means pass a batch norm without parameters, as in the linear probe.</param>
/// <param name="FreezeEncoder">Whether the encoder is fixed and always evaluates, as in the linear probe.</param>
public sealed record ClassifierConfig(EncoderConfig Encoder, int Classes, bool InputNorm = false, bool FreezeEncoder = false)
{
    /// <summary>Lists what makes this configuration impossible; empty when it can be built.</summary>
    public IEnumerable<string> Problems() =>
        Classes < 1 ? Encoder.Problems().Append($"class count {Classes} must be at least 1") : Encoder.Problems();
}
