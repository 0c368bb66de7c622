using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Video;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The stand-alone video backbone.</summary>
internal static class VideoBackboneFamily
{
    public static void Run(GoldenSession session)
    {
        using var frozen = no_grad();
        using var backbone = session.Load(new VideoBackbone(GoldenConfig.Video(session.Case.Config), WeightInitializer.Blank()));
        session.Expect("y", backbone.call(session.Input("video"), null));
    }
}
