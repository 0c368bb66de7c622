using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>Reads sizes off the keys and shapes of a state dictionary.</summary>
internal sealed class ArchitectureProbe(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes)
{
    public CheckpointArchitecture? Detect()
    {
        if (Has("encoder.fusion_tokens"))
            return Fused("encoder.", TaskWithEncoder());
        if (Has("fusion_tokens"))
            return Fused("", CheckpointTask.Encoder);
        return SingleStream();
    }

    private CheckpointTask TaskWithEncoder() =>
        Has("avss_decoder.pred.weight") ? CheckpointTask.Separation
        : Has("fusion_head.weight") ? CheckpointTask.Recognition
        : Has("predictor.2.weight") ? CheckpointTask.Segmentation
        : Has("image_decoder_pred.weight") || Has("audio_decoder_pred.weight") ? CheckpointTask.MaskedAutoencoder
        : CheckpointTask.Encoder;

    private CheckpointArchitecture? Fused(string prefix, CheckpointTask task)
    {
        var (width, depth) = (Side(prefix + "fusion_tokens", 2), Blocks(prefix + "image.blocks.").Count);
        if (width < 1 || depth < 1)
            return null;
        var layers = Blocks(prefix + "fusion_blocks.");
        var block = layers.Count > 0 ? $"{prefix}fusion_blocks.{layers[0]}." : "";
        return new()
        {
            Task = task,
            Width = width,
            Depth = depth,
            Patch = Side(prefix + "image.patch_embed.proj.weight", 2),
            ImageTokens = Side(prefix + "image.pos_embed", 1),
            AudioTokens = Side(prefix + "audio.pos_embed", 1),
            FusionTokens = Side(prefix + "fusion_tokens", 1),
            Fusion = layers.Count == 0 ? null
                : Has(block + "attn.attn_v.q.weight") ? FusionKind.Factorized
                : Side(block + "attn.kv.weight", 1) == 2 * width ? FusionKind.Dense : FusionKind.Token,
            FusionLayers = layers,
            AttentionRatio = layers.Count == 0 ? 0 : (double)Side(block + "attn.q.weight", 0) / width,
            MlpRatio = layers.Count == 0 ? 0 : (double)Side(block + "mlp.fc1.weight", 0) / width,
            Classes = task switch
            {
                CheckpointTask.Recognition => Side("fusion_head.weight", 0),
                CheckpointTask.Segmentation => Side("predictor.2.weight", 0),
                _ => 0,
            },
        };
    }

    private CheckpointArchitecture? SingleStream()
    {
        const string patches = "patch_embed.proj.weight";
        var prefix = shapes.Keys.FirstOrDefault(key => key.EndsWith(patches, StringComparison.Ordinal))?[..^patches.Length];
        if (prefix is null || Blocks(prefix + "blocks.").Count is not (> 0 and var depth) || Side(prefix + patches, 0) is not (> 0 and var width))
            return null;
        return new()
        {
            Task = CheckpointTask.SingleStream,
            Width = width,
            Depth = depth,
            Patch = Side(prefix + patches, 2),
            ImageTokens = Side(prefix + "pos_embed", 1),
        };
    }

    /// <summary>Numbers of the blocks under a prefix, ascending.</summary>
    private List<int> Blocks(string prefix) =>
        [.. shapes.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..].Split('.')[0])
            .Where(number => number.Length is > 0 and < 5 && number.All(char.IsAsciiDigit))
            .Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order()];

    private bool Has(string key) => shapes.ContainsKey(key);

    /// <summary>One side of a shape; 0 when there is no such key or side, or it is absurd.</summary>
    private int Side(string key, int axis) =>
        shapes.TryGetValue(key, out var shape) && axis < shape.Count && shape[axis] is >= 0 and < int.MaxValue ? (int)shape[axis] : 0;
}
