using DeepAvFusion.Model.Fusion;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Encoder;

/// <summary>The layer loop of early fusion, shared by the image and the video encoder.</summary>
internal static class FusedLayers
{
    /// <summary>A transformer block of one stream: layer, its tokens, guests it also sees; gives its tokens.</summary>
    public delegate Tensor StreamBlock(int layer, Tensor tokens, Tensor? guests);

    /// <param name="layers">Layers to run</param>
    /// <param name="tokens">Tokens entering the first layer; released once they are used, unless layers are kept</param>
    /// <param name="image">Blocks of the image (or video) stream</param>
    /// <param name="audio">Blocks of the audio stream</param>
    /// <param name="fusion">Fusion blocks by layer</param>
    /// <param name="keepLayers">Whether the tokens of every layer are wanted, not only the last ones</param>
    /// <returns>The tokens after every layer, in order; only the last ones where layers are not kept.</returns>
    /// <remarks>A fusion block sees the streams as they entered its layer, and runs beside their blocks.</remarks>
    public static List<LayerTokens> Run(int layers, LayerTokens tokens, StreamBlock image, StreamBlock audio, FusionStack fusion, bool keepLayers)
    {
        var history = new List<LayerTokens>(layers);
        for (var layer = 0; layer < layers; layer++)
        {
            var fuse = fusion.At(layer);
            var guests = fuse is null ? null : tokens.Fusion;                                          // [B, F, D]
            var nextImage = image(layer, tokens.Image, guests);                                        // [B, Ni, D]
            var nextAudio = audio(layer, tokens.Audio, guests);                                        // [B, Na, D]
            var nextFusion = fuse is null ? tokens.Fusion : fuse.forward(fusion: tokens.Fusion, image: tokens.Image, audio: tokens.Audio);
            if (!keepLayers) Release(tokens, fuse is not null);
            tokens = new LayerTokens(nextImage, nextAudio, nextFusion);
            if (keepLayers) history.Add(tokens);
        }

        return keepLayers ? history : [tokens];
    }

    private static void Release(LayerTokens tokens, bool hasFused)
    {
        tokens.Image.Dispose();
        tokens.Audio.Dispose();
        if (hasFused) tokens.Fusion.Dispose();
    }
}
