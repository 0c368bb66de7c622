using System.Runtime.InteropServices;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Joint;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>Takes what the layers that can be taught see out of an encoder pass.</summary>
internal static class TaughtInputs
{
    private const int Block = 2;        // of so many patches of a picture a side one is kept

    /// <returns>One a sample.</returns>
    public static IReadOnlyList<WindowFeatures> Of(JointEncoding encoded, int count)
    {
        var layers = Means(encoded.Model.Recognition, encoded.Tokens);
        if (encoded.SeenPatches() is { } seen) layers.Add((TaughtLayer.SeenPatches, Salient(seen, (int)encoded.Model.Config.Encoder.Image.Grid.Columns)));
        if (encoded.HeardPatches() is { } heard) layers.Add((TaughtLayer.HeardPatches, heard));
        return Of(layers, count);
    }

    /// <summary>Of a classifier, which has an encoder of its own.</summary>
    public static IReadOnlyList<WindowFeatures> Of(RecognitionHead head, EncoderOutput tokens, int count) => Of(Means(head, tokens), count);

    private static List<(TaughtLayer Layer, Tensor Rows)> Means(RecognitionHead head, EncoderOutput tokens)
    {
        var (image, audio, fusion) = head.Inputs(tokens);                                       // [B, D]
        return [(TaughtLayer.Image, image.unsqueeze(1)), (TaughtLayer.Audio, audio.unsqueeze(1)), (TaughtLayer.Fusion, fusion.unsqueeze(1))];
    }

    /// <param name="layers">[B, rows, width] each.</param>
    private static IReadOnlyList<WindowFeatures> Of(List<(TaughtLayer Layer, Tensor Rows)> layers, int count)
    {
        var all = layers.Select(layer => (layer.Layer, Rows: (int)layer.Rows.shape[1], Width: (int)layer.Rows.shape[2], Values: Numbers(layer.Rows))).ToList();
        return [.. Enumerable.Range(0, count).Select(sample => new WindowFeatures(all.ToDictionary(
            layer => layer.Layer,
            layer => new FeatureRows(layer.Rows, layer.Width, layer.Values.AsSpan(sample * layer.Rows * layer.Width, layer.Rows * layer.Width).ToArray()))))];
    }

    /// <summary>Of every few neighbours the patch that differs most from the picture as a whole: what is taught is a thing before a background, and things are larger than patches.</summary>
    /// <param name="patches">[B, N, C]</param>
    private static Tensor Salient(Tensor patches, int columns)
    {
        var (batch, rows, width) = (patches.shape[0], patches.shape[1] / columns, patches.shape[2]);
        if (rows % Block != 0 || columns % Block != 0) return patches;
        var blocks = patches.reshape(batch, rows / Block, Block, columns / Block, Block, width).permute(0, 1, 3, 2, 4, 5).reshape(batch, -1, Block * Block, width);
        var unlike = (blocks - patches.mean([1], keepdim: true).unsqueeze(1)).@float().pow(2).sum([-1]);     // [B, N/4, 4]
        var most = unlike.argmax(-1, keepdim: true).unsqueeze(-1).expand(-1, -1, -1, width);                // [B, N/4, 1, C]
        return blocks.gather(2, most).squeeze(2);
    }

    private static Half[] Numbers(Tensor values) => MemoryMarshal.Cast<byte, Half>(values.to(ScalarType.Float16).cpu().contiguous().bytes).ToArray();
}
