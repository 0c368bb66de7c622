using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Backbones filled from published-style single-stream checkpoints.</summary>
internal static class BackboneWeightsFamily
{
    public static void Run(GoldenSession session)
    {
        using var frozen = no_grad();
        var picture = session.Input("x");
        foreach (var name in session.Case.Expected.Keys.Where(name => name.StartsWith("y_", StringComparison.Ordinal)).ToArray())
        {
            using var backbone = new VitBackbone(GoldenConfig.Backbone(session.Case.Config), WeightInitializer.Blank());
            var weights = session.Case.Weights(name["y_".Length..]);
            CheckpointLoader.LoadBackbone(
                backbone, session.Case.File(weights.GetProperty("file").GetString()!), weights.GetProperty("prefix").GetString()!, progress: null, CancellationToken.None);
            session.Expect(name, session.Move(backbone).call(picture, null));
        }
    }
}
