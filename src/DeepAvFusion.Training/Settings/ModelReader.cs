using System.Globalization;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Settings;

/// <summary>Reads the network out of the settings, and tells of every key what is impossible about it.</summary>
internal sealed class ModelReader(SettingsReader top, string recipe, DataPlan data, DropRates drop)
{
    private const int PatchOfDecoders = 16;

    public ModelPlan Read() => top.Section("model", model =>
    {
        var preset = PresetOf(model);
        var (image, audio) = (Backbone(model, "image", preset, channels: 3), Backbone(model, "audio", preset, channels: 1));
        CheckInputs(image.Config, image.Name, audio.Config, audio.Name);
        if (image.Config.Width != audio.Config.Width)
            model.Problem("audio.backbone", $"is {audio.Name}, {audio.Config.Width} wide, and the image backbone {image.Name} {image.Config.Width}; both must be equally wide");
        CheckPatches(model, image, audio);
        var fusion = model.Section("fusion", section => Fusion(section, preset, image.Config, Math.Max(image.Config.Depth, audio.Config.Depth)));
        var encoder = new EncoderConfig(image.Config, audio.Config, fusion, drop == DropRates.None ? null : drop);
        var name = model.OptionalText("image.backbone") is null ? preset : image.Name;
        return new ModelPlan(name, preset, encoder, Autoencoder(model, encoder));
    });

    private static string PresetOf(SettingsReader model)
    {
        var preset = model.Text("preset");
        if (EncoderPresets.All.Contains(preset)) return preset;
        model.Problem("preset", $"is '{preset}'; it must be one of {string.Join(", ", EncoderPresets.All)}");
        return EncoderPresets.All[0];
    }

    private (string Name, BackboneConfig Config) Backbone(SettingsReader model, string stream, string preset, int channels)
    {
        var key = $"{stream}.backbone";
        var name = model.OptionalText(key) ?? $"vit_{preset}";
        if (!BackbonePresets.Names.Contains(name))
        {
            model.Problem(key, $"is '{name}'; it must be one of {string.Join(", ", BackbonePresets.Names)}, or empty for the preset's");
            name = $"vit_{preset}";
        }

        var usual = BackbonePresets.Image(name).Input;
        var input = channels == 1 ? new InputSize(data.MelBands, data.Frames) : data.ImageSize is { } side ? new InputSize(side, side) : usual;
        return (name, BackbonePresets.Unchecked(name, channels, input));
    }

    private void CheckInputs(BackboneConfig image, string imageName, BackboneConfig audio, string audioName)
    {
        Check("data.image_size", image.Input.Width, image.Patch, imageName, most: int.MaxValue, "pixels", side => Text(side));
        Check("data.audio_mels", audio.Input.Height, audio.Patch, audioName, MelFilterbank.MostBands, "bands", bands => Text(bands));
        Check("data.audio_dur", audio.Input.Width, audio.Patch, audioName, most: int.MaxValue, $"frames of 1/{DataPlan.FramesPerSecond} s",
            frames => Text((double)frames / DataPlan.FramesPerSecond));
    }

    /// <summary>Sides are cut into whole patches.</summary>
    private void Check(string key, int side, int patch, string backbone, int most, string unit, Func<int, string> write)
    {
        if (side % patch == 0) return;
        var fitting = new[] { side / patch * patch, (side / patch + 1) * patch }.Where(size => size > 0 && size <= most);
        top.Problem(key, $"gives {side} {unit}, which the patches of {backbone}, {patch} each, do not divide; {string.Join(" or ", fitting.Select(write))} would fit");
    }

    private void CheckPatches(SettingsReader model, (string Name, BackboneConfig Config) image, (string Name, BackboneConfig Config) audio)
    {
        var (maps, masks) = (recipe is SegmentationRecipe.RecipeName or JointRecipe.RecipeName, recipe is SeparationRecipe.RecipeName or JointRecipe.RecipeName);
        if (maps && image.Config.Patch != PatchOfDecoders) Refuse("image", image.Name, image.Config.Patch);
        if (masks && audio.Config.Patch != PatchOfDecoders) Refuse("audio", audio.Name, audio.Config.Patch);

        void Refuse(string stream, string name, int patch) =>
            model.Problem($"{stream}.backbone", $"is {name}, whose patches are {patch} wide; the decoder of {recipe} enlarges patches of {PatchOfDecoders}: take another backbone or preset");
    }

    private static FusionConfig Fusion(SettingsReader fusion, string preset, BackboneConfig image, int depth)
    {
        var (kind, usual) = (Kind(fusion), EncoderPresets.Tokens(preset));
        var least = kind == FusionKind.Factorized ? 1 : 0;
        var tokens = new FusionTokens(
            fusion.OptionalCount("num_fusion_tkns") ?? usual.Pairs, fusion.OptionalCount("num_aggr_image_tkns", least) ?? usual.Image,
            fusion.OptionalCount("num_aggr_audio_tkns", least) ?? usual.Audio);
        var (attention, mlp) = (fusion.Inside("attn_ratio", 0), fusion.Inside("mlp_ratio", 0));
        var heads = fusion.OptionalCount("num_heads") ?? BackbonePresets.Image($"vit_{preset}").Heads;
        var width = image.Width;
        if (width % heads != 0)
            fusion.Problem("num_heads", $"is {heads}, which does not divide the encoder's width of {width}; {image.Heads} would");
        else if ((int)(width * attention) is var reduced && (reduced < 1 || reduced % heads != 0))
            fusion.Problem("attn_ratio", $"is {Text(attention)}: queries {reduced} wide cannot be shared by {heads} heads (model.fusion.num_heads)");
        if ((int)(width * mlp) < 1) fusion.Problem("mlp_ratio", $"is {Text(mlp)}, which leaves nothing of a width of {width}");
        return new FusionConfig(kind, Layers(fusion, depth), tokens, heads, attention, mlp);
    }

    private static FusionLayers Layers(SettingsReader fusion, int depth)
    {
        var text = fusion.Text("layers");
        try
        {
            var layers = FusionLayers.Parse(text);
            if (layers.Highest < depth) return layers;
            fusion.Problem("layers", $"is '{text}'; there are layers 0 to {depth - 1}");
        }
        catch (ModelConfigurationException)
        {
            fusion.Problem("layers", $"is '{text}'; it must be all, none, or numbers of layers joined by dashes, such as 0-2-3, which are three layers");
        }

        return FusionLayers.All;
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

    private AutoencoderConfig Autoencoder(SettingsReader model, EncoderConfig encoder)
    {
        var (width, heads) = model.Section("decoder", decoder => (decoder.Count("width", least: 4), decoder.Count("heads")));
        if (width % 4 != 0) model.Problem("decoder.width", $"is {width}; it must be a multiple of 4");
        if (width % heads != 0) model.Problem("decoder.heads", $"is {heads}, which does not divide a width of {width} (model.decoder.width)");
        return new AutoencoderConfig(encoder, Decoder(model, "image", encoder.Image.Grid), Decoder(model, "audio", encoder.Audio.Grid), width, heads);
    }

    private DecoderConfig Decoder(SettingsReader model, string stream, GridSize grid)
    {
        var decoder = model.Section(stream, section => new DecoderConfig(
            section.Inside("mask_ratio", 0, 1), section.Choice<DecoderKind>("decoder_arch"), section.Count("decoder_depth"), section.Flag("norm_loss")));
        if (recipe != PretrainRecipe.RecipeName) return decoder;
        if (grid.Cells > 0 && decoder.Kept(grid.Cells) < 1) model.Problem($"{stream}.mask_ratio", $"is {Text(decoder.MaskRatio)}, which leaves none of {grid.Cells} patches to see");
        if (decoder.Kind == DecoderKind.Swin && WindowLayout.Problem(grid) is { } problem) model.Problem($"{stream}.decoder_arch", $"is swin, but {problem}");
        return decoder;
    }

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
