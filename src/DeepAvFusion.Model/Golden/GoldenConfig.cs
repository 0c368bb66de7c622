using System.Text.Json;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Golden;

/// <summary>Network configurations out of <c>case.json</c>.</summary>
public static class GoldenConfig
{
    public static BackboneConfig Backbone(JsonElement config, int? channels = null) => new(
        Channels: channels ?? Number(config, "in_chans"),
        Input: Size(config.GetProperty("input_size")),
        Patch: Number(config, "patch_size"),
        Width: Number(config, "embed_dim"),
        Depth: Number(config, "depth"),
        Heads: Number(config, "num_heads"),
        MlpRatio: config.GetProperty("mlp_ratio").GetDouble(),
        ClassToken: Flag(config, "use_cls_token"));

    public static EncoderConfig Encoder(JsonElement config) => new(
        Backbone(config.GetProperty("image")),
        Backbone(config.GetProperty("audio")),
        Fusion(config.GetProperty("fusion")),
        config.TryGetProperty("drop_path", out var rate) ? new DropRates(Path: rate.GetDouble()) : DropRates.None);

    public static FusionConfig Fusion(JsonElement config)
    {
        var tokens = config.GetProperty("num_fusion_tkns");
        return new FusionConfig(
            config.TryGetProperty("arch", out var arch) ? FusionKinds.Parse(arch.GetString()!) : FusionKind.Factorized,
            FusionLayers.Parse(config.GetProperty("layers").ToString()),
            new FusionTokens(tokens[0].GetInt32(), tokens[1].GetInt32(), tokens[2].GetInt32()),
            Heads: Number(config, "num_heads"),
            AttentionRatio: config.GetProperty("attn_ratio").GetDouble(),
            MlpRatio: config.GetProperty("mlp_ratio").GetDouble());
    }

    public static AutoencoderConfig Autoencoder(JsonElement config)
    {
        var decoder = config.GetProperty("decoder");
        return new AutoencoderConfig(
            Encoder(config), Decoder(decoder, "image"), Decoder(decoder, "audio"),
            Width: Number(decoder, "dim"), Heads: Number(decoder, "num_heads"), MlpRatio: decoder.GetProperty("mlp_ratio").GetDouble());
    }

    public static VideoBackboneConfig Video(JsonElement config)
    {
        var (input, patch) = (config.GetProperty("input_size"), config.GetProperty("patch_size"));
        return new VideoBackboneConfig(
            Frames: input[0].GetInt32(),
            Input: new InputSize(input[1].GetInt32(), input[2].GetInt32()),
            FramePatch: patch[0].GetInt32(),
            Patch: patch[1].GetInt32(),
            Width: Number(config, "embed_dim"),
            Depth: Number(config, "depth"),
            Heads: Number(config, "num_heads"),
            MlpRatio: config.GetProperty("mlp_ratio").GetDouble(),
            ClassToken: Flag(config, "use_cls_token"),
            Attention: config.TryGetProperty("attention_type", out var kind) && kind.GetString() == "divided_space_time"
                ? VideoAttention.Divided
                : VideoAttention.Joint);
    }

    public static int Number(JsonElement config, string name) => config.GetProperty(name).GetInt32();

    public static bool Flag(JsonElement config, string name) => config.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static DecoderConfig Decoder(JsonElement config, string modality) => new(
        config.GetProperty($"{modality}_mask_ratio").GetDouble(),
        DecoderKinds.Parse(config.GetProperty($"{modality}_arch").GetString()!),
        Number(config, $"{modality}_depth"),
        config.GetProperty($"{modality}_norm_loss").GetBoolean());

    private static InputSize Size(JsonElement size) => new(size[0].GetInt32(), size[1].GetInt32());
}
