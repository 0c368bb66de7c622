using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Encoder;
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
            using var backbone = new VitBackbone(GoldenConfig.Backbone(session.Case.Config), GoldenSession.Blank());
            Load(session, backbone, name["y_".Length..]);
            session.Expect(name, session.Move(backbone).call(picture, null));
        }
    }

    /// <summary>Leaves out decoders, mask tokens and an unknown class token; the backbone keeps its own positions.</summary>
    private static void Load(GoldenSession session, VitBackbone backbone, string weights)
    {
        var (file, tensors) = session.Case.OpenWeights(weights);
        using var open = file;
        var own = GoldenState.Find(backbone, "pos_embed")!;
        var kept = tensors
            .Where(entry => !entry.Key.StartsWith("decoder", StringComparison.Ordinal) && !entry.Key.StartsWith("mask_token", StringComparison.Ordinal))
            .Where(entry => entry.Key != "cls_token" || backbone.Config.ClassToken)
            .ToDictionary(entry => entry.Key, entry => entry.Value);
        kept["pos_embed"] = CheckpointTensor.FromFloat32("pos_embed", own.shape, GoldenComparison.Floats(own));
        GoldenState.Load(backbone, kept);
    }
}
