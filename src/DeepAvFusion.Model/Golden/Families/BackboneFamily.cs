using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>A single backbone: all patches, and a kept subset.</summary>
internal static class BackboneFamily
{
    public static void Run(GoldenSession session)
    {
        using var frozen = no_grad();
        using var backbone = session.Load(new VitBackbone(GoldenConfig.Backbone(session.Case.Config), WeightInitializer.Blank()));
        var (picture, keep) = (session.Input("x"), session.OptionalInput("ids_keep"));
        session.Expect("tokens", backbone.Embed(picture));
        session.Expect("y", backbone.call(picture, null));
        if (keep is null) return;
        session.Expect("tokens_keep", backbone.Embed(picture, keep));
        session.Expect("y_keep", backbone.call(picture, keep));
    }
}
