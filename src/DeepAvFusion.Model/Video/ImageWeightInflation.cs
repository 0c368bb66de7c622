using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Video;

/// <summary>Turns the weights of a fused image encoder into starting weights of a fused video encoder.</summary>
public static class ImageWeightInflation
{
    private const string Filter = "video.patch_embed.proj.weight";
    private const string Positions = "video.pos_embed";

    /// <summary>
    /// Renames <c>image.</c> to <c>video.</c>, leaves out the position table, so that the encoder's own stays,
    /// and repeats the patch filter along time without dividing by the frames, as published.
    /// </summary>
    /// <param name="weights">Weights of an image encoder, by key, without a prefix</param>
    /// <param name="config">The video encoder that takes them</param>
    public static IReadOnlyDictionary<string, CheckpointTensor> Inflate(
        IReadOnlyDictionary<string, CheckpointTensor> weights, VideoEncoderConfig config)
    {
        var inflated = new OrderedDictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (var (key, tensor) in weights)
        {
            var name = key.Replace("image.", "video.", StringComparison.Ordinal);
            if (name == Positions) continue;
            inflated[name] = name == Filter && tensor.Shape.Count == 4 ? Repeat(tensor, config.Video.FramePatch) : tensor.WithName(name);
        }

        return inflated;
    }

    /// <summary>[D, C, p, p] to [D, C, frames, p, p].</summary>
    private static CheckpointTensor Repeat(CheckpointTensor filter, int frames)
    {
        var flat = filter.ToFloat32();
        var area = (int)(filter.Shape[2] * filter.Shape[3]);
        var repeated = new float[flat.Length * frames];
        for (var target = 0; target < repeated.Length; target++)
            repeated[target] = flat[(target / (area * frames) * area) + (target % area)];
        return CheckpointTensor.FromFloat32(Filter, [filter.Shape[0], filter.Shape[1], frames, filter.Shape[2], filter.Shape[3]], repeated);
    }
}
