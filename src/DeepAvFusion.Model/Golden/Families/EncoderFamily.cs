using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The fused encoder: final tokens and the tokens of every layer.</summary>
internal static class EncoderFamily
{
    public static void Run(GoldenSession session)
    {
        using var frozen = no_grad();
        using var encoder = session.Load(new DeepAvFusionEncoder(GoldenConfig.Encoder(session.Case.Config), WeightInitializer.Blank()));
        var encoded = encoder.forward(
            image: session.Input("image"),
            audio: session.Input("audio"),
            imageKeep: session.OptionalInput("image_ids_keep"),
            audioKeep: session.OptionalInput("audio_ids_keep"),
            keepLayers: true);
        Expect(session, encoded);
    }

    public static void Expect(GoldenSession session, EncoderOutput encoded)
    {
        session.Expect("x_image", encoded.Image);
        session.Expect("x_audio", encoded.Audio);
        session.Expect("x_fusion", encoded.Fusion);
        if (encoded.Layers.Count == 0) return;
        session.Expect("embs_image", stack(encoded.Layers.Select(layer => layer.Image)));      // [layers, B, N, D]
        session.Expect("embs_audio", stack(encoded.Layers.Select(layer => layer.Audio)));
        session.Expect("embs_fusion", stack(encoded.Layers.Select(layer => layer.Fusion)));
    }
}
