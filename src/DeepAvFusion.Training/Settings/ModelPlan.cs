using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Training.Settings;

/// <summary>The network that is trained.</summary>
/// <param name="Name">What messages call it: the preset, or the image backbone where that was chosen.</param>
/// <param name="Preset">Size that decides what is left open.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Autoencoder">The encoder and its reconstruction decoders.</param>
public sealed record ModelPlan(string Name, string Preset, EncoderConfig Encoder, AutoencoderConfig Autoencoder)
{
    /// <summary>Whether the preset's name alone says how the encoder is built, as the file of a live analyzer's model does.</summary>
    public bool IsPreset => EncoderPresets.Names.Contains(Preset) && (Encoder with { Drop = null }) == EncoderPresets.Named(Preset);
}
