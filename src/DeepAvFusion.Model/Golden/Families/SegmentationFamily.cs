using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Segmentation: maps in both modes, losses, gradients and running statistics.</summary>
internal static class SegmentationFamily
{
    public static void Run(GoldenSession session)
    {
        using var model = new SegmentationModel(
            GoldenConfig.Encoder(session.Case.Config), GoldenConfig.Number(session.Case.Config, "num_classes"), WeightInitializer.Blank());
        GoldenFill.Weights(session, model);
        var (image, audio, target) = (session.Input("image"), session.Input("audio"), session.Input("gt"));
        using (no_grad())
        {
            var logits = model.forward(image: image, audio: audio);
            session.Expect("eval_logits", logits);
            if (session.IsPrecise) session.ExpectScalar("eval_loss", SegmentationLoss.Of(logits, target).ToDouble());
        }

        if (!session.IsPrecise) return;
        model.train();
        var trained = model.forward(image: image, audio: audio);
        var loss = SegmentationLoss.Of(trained, target);
        session.Expect("train_logits", trained);
        session.ExpectScalar("train_loss", loss.ToDouble());
        UnusedParameters.Include(loss, model).backward();
        session.ExpectScalar("grad_norm", GoldenGradients.Norm(model));
        GoldenGradients.Expect(session, model);
        session.ExpectAll("train_after/", key => GoldenState.Find(model, key));
    }
}
