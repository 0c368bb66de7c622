using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Inference.Network;

/// <summary>Tells from the shapes in a published checkpoint which encoder it holds.</summary>
internal static class PublishedEncoder
{
    /// <param name="tensors">The encoder's tensors, without their prefix.</param>
    /// <exception cref="FormatException">They are no factorised encoder of a known size.</exception>
    public static EncoderConfig Of(IReadOnlyDictionary<string, CheckpointTensor> tensors)
    {
        if (!tensors.TryGetValue("fusion_tokens", out var tokens) || tokens.Shape.Count != 3)
            throw new FormatException("it holds no fused encoder (no key encoder.fusion_tokens); a masked autoencoder, classifier, separation or segmentation checkpoint is needed");
        var width = tokens.Shape[2];
        var preset = EncoderPresets.Names.FirstOrDefault(name => EncoderPresets.Named(name).Width == width)
            ?? throw new FormatException($"its width is {width}; known are {string.Join(", ", EncoderPresets.Names.Select(name => $"{name} ({EncoderPresets.Named(name).Width})"))}");
        if (!tensors.TryGetValue("fusion_blocks.0.attn.q.weight", out var query) || !tensors.TryGetValue("fusion_blocks.0.mlp.fc1.weight", out var hidden) || !tensors.ContainsKey("fusion_blocks.0.attn.attn_v.q.weight"))
            throw new FormatException("its fusion is not factorised in every layer; the analyzer runs factorised encoders");
        return EncoderPresets.Named(preset, FusionKind.Factorized, attentionRatio: (double)query.Shape[0] / width, mlpRatio: (double)hidden.Shape[0] / width);
    }
}
