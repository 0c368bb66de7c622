using DeepAvFusion.Core.Settings;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Training.Settings;

/// <summary>The network that is trained.</summary>
/// <param name="Preset">Name of the encoder's size.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Autoencoder">The encoder and its reconstruction decoders.</param>
/// <param name="Checkpoint">What the encoder starts from; null for initial weights.</param>
public sealed record ModelPlan(string Preset, EncoderConfig Encoder, AutoencoderConfig Autoencoder, string? Checkpoint)
{
    internal static ModelPlan From(SettingsReader model)
    {
        var (kind, attention, mlp) = model.Section("fusion", fusion => (Kind(fusion), fusion.Number("attn_ratio", 0), fusion.Number("mlp_ratio", 0)));
        var preset = model.Text("preset");
        if (!EncoderPresets.Names.Contains(preset))
        {
            model.Problem("preset", $"is '{preset}'; it must be one of {string.Join(", ", EncoderPresets.Names)}");
            preset = EncoderPresets.Names[0];
        }

        var encoder = EncoderPresets.Named(preset, kind, attention, mlp);
        var (decoder, depth, width, heads) = model.Section("decoder", section =>
            (Kind: section.Choice<DecoderKind>("arch"), section.Count("depth"), section.Count("width"), section.Count("heads")));
        var isNormalised = model.Flag("norm_loss");
        var autoencoder = new AutoencoderConfig(
            encoder, new DecoderConfig(model.Number("image_mask_ratio"), decoder, depth, isNormalised),
            new DecoderConfig(model.Number("audio_mask_ratio"), decoder, depth, isNormalised), width, heads);
        return new ModelPlan(preset, encoder, autoencoder, model.OptionalText("checkpoint"));
    }

    private static FusionKind Kind(SettingsReader fusion)
    {
        var name = fusion.Text("arch");
        try
        {
            return FusionKinds.Parse(name);
        }
        catch (ModelConfigurationException)
        {
            fusion.Problem("arch", $"is '{name}'; it must be factorized_mmi, dense_mmi or token");
            return FusionKind.Factorized;
        }
    }
}
