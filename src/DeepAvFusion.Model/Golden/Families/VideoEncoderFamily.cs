using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Model.Video;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The fused video encoder, with its own weights and with weights of an image encoder.</summary>
internal static class VideoEncoderFamily
{
    public static void Run(GoldenSession session)
    {
        using var frozen = no_grad();
        var config = new VideoEncoderConfig(
            GoldenConfig.Video(session.Case.Config.GetProperty("video")),
            GoldenConfig.Backbone(session.Case.Config.GetProperty("audio")),
            GoldenConfig.Fusion(session.Case.Config.GetProperty("fusion")));
        var (video, audio) = (session.Input("video"), session.Input("audio"));
        using (var encoder = session.Load(new VideoFusionEncoder(config, WeightInitializer.Blank())))
        {
            var encoded = encoder.forward(video: video, audio: audio, keepLayers: true);
            Expect(session, "", encoded);
            session.Expect("embs_video", stack(encoded.Layers.Select(layer => layer.Image)));
            session.Expect("video_pos_embed", GoldenState.Find(encoder, "video.pos_embed")![0]);
        }

        if (!session.Case.HasWeights("inflated")) return;
        using var inflated = new VideoFusionEncoder(config, WeightInitializer.Blank());
        LoadImageWeights(session, inflated);
        Expect(session, "inflated_", session.Move(inflated).forward(video: video, audio: audio));
    }

    private static void LoadImageWeights(GoldenSession session, VideoFusionEncoder encoder)
    {
        var (file, tensors) = session.Case.OpenWeights("inflated");
        using var open = file;
        GoldenState.Load(encoder, session.Case.Name, ImageWeightInflation.Inflate(tensors, encoder.Config), "video.pos_embed");
    }

    private static void Expect(GoldenSession session, string prefix, EncoderOutput encoded)
    {
        session.Expect($"{prefix}x_video", encoded.Image);
        session.Expect($"{prefix}x_audio", encoded.Audio);
        session.Expect($"{prefix}x_fusion", encoded.Fusion);
    }
}
