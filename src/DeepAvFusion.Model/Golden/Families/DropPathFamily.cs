using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The encoder in training mode with recorded draws of dropped branches, one row per branch in order of use.</summary>
internal static class DropPathFamily
{
    public static void Run(GoldenSession session)
    {
        if (!session.IsPrecise) return;
        using var frozen = no_grad();
        var draws = session.Input("keep");                                     // [branches, B]
        var branch = 0;
        using var encoder = session.Load(new DeepAvFusionEncoder(
            GoldenConfig.Encoder(session.Case.Config), WeightInitializer.Blank(), draws: _ => draws[branch++]));
        encoder.train();
        EncoderFamily.Expect(session, encoder.forward(image: session.Input("image"), audio: session.Input("audio")));
    }
}
