using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Source separation: masks in both modes, targets, losses, gradients and running statistics.</summary>
internal static class SeparationFamily
{
    public static void Run(GoldenSession session)
    {
        using var model = new SeparationModel(GoldenConfig.Encoder(session.Case.Config), WeightInitializer.Blank());
        GoldenFill.Weights(session, model);
        var (image, mixture, source) = (session.Input("image"), session.Input("audio"), session.Input("audio_gt"));
        using (no_grad())
        {
            var logits = model.forward(image: image, mixture: mixture);
            session.Expect("eval_logits", logits);
            if (session.IsPrecise) ExpectLosses(session, logits, source, mixture);
        }

        if (!session.IsPrecise) return;
        model.train();
        var mode = session.Case.Extra.GetProperty("train_mode");
        var trained = model.forward(image: image, mixture: mixture);
        var loss = new SeparationLoss(GoldenConfig.Flag(mode, "weighted_loss"), GoldenConfig.Flag(mode, "binary_mask")).Of(trained, source, mixture);
        session.Expect("train_logits", trained);
        session.ExpectScalar("train_loss", loss.ToDouble());
        UnusedParameters.Include(loss, model).backward();
        session.ExpectScalar("grad_norm", GoldenGradients.Norm(model));
        GoldenGradients.Expect(session, model);
        session.ExpectAll("train_after/", key => GoldenState.Find(model, key));
    }

    private static void ExpectLosses(GoldenSession session, Tensor logits, Tensor source, Tensor mixture)
    {
        session.Expect("target_ratio", SeparationTargets.Ratio(source, mixture));
        session.Expect("target_binary", SeparationTargets.Binary(source, mixture));
        foreach (var (weight, weighted) in new[] { ("plain", false), ("weighted", true) })
        {
            foreach (var (target, binary) in new[] { ("ratio", false), ("binary", true) })
                session.ExpectScalar($"eval_loss_{weight}_{target}", new SeparationLoss(weighted, binary).Of(logits, source, mixture).ToDouble());
        }
    }
}
