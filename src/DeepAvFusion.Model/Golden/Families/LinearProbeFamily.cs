using System.Text.Json;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The frozen-encoder classifier: both modes, then LARS steps on its heads.</summary>
internal static class LinearProbeFamily
{
    public static void Run(GoldenSession session)
    {
        var (image, audio) = (session.Input("image"), session.Input("audio"));
        using (var model = Fresh(session))
        {
            using (no_grad()) Expect(session, "eval_", model.forward(image: image, audio: audio));
            if (!session.IsPrecise) return;
            model.train();
            Expect(session, "train_", model.forward(image: image, audio: audio));
            session.ExpectAll("train_after/", key => GoldenState.Find(model, key));
        }

        var (labels, sets) = (session.Input("labels"), session.Input("multi_labels"));
        foreach (var run in session.Case.Extra.GetProperty("runs").EnumerateObject())
        {
            using var model = Fresh(session);
            model.train();
            Train(session, model, run, () =>
            {
                var logits = model.forward(image: image, audio: audio);
                return run.Name == "bce" ? ProbeLoss.MultiLabel(logits, sets) : ProbeLoss.SingleLabel(logits, labels);
            });
        }
    }

    private static Classifier Fresh(GoldenSession session)
    {
        var config = session.Case.Config;
        return session.Load(new Classifier(
            new ClassifierConfig(GoldenConfig.Encoder(config), GoldenConfig.Number(config, "num_classes"), InputNorm: GoldenConfig.Flag(config, "input_norm"), FreezeEncoder: true),
            WeightInitializer.Blank()));
    }

    private static void Expect(GoldenSession session, string prefix, RecognitionLogits logits)
    {
        session.Expect($"{prefix}image", logits.Image);
        session.Expect($"{prefix}audio", logits.Audio);
        session.Expect($"{prefix}fusion", logits.Fusion);
    }

    private static void Train(GoldenSession session, Classifier model, JsonProperty run, Func<Tensor> pass)
    {
        using var optimizer = new Lars(
            model.parameters().Where(parameter => parameter.requires_grad),
            run.Value.GetProperty("lr").GetDouble(),
            run.Value.GetProperty("weight_decay").GetDouble(),
            run.Value.GetProperty("momentum").GetDouble(),
            run.Value.GetProperty("trust_coefficient").GetDouble());
        var losses = new List<float>();
        for (var step = 0; step < GoldenConfig.Number(run.Value, "steps"); step++)
        {
            optimizer.ZeroGradients();
            using var loss = pass();
            loss.backward();
            losses.Add(loss.ToSingle());
            optimizer.Step();
        }

        session.Expect($"{run.Name}_losses", tensor(losses.ToArray()));
        session.ExpectAll($"{run.Name}_after/", key => GoldenState.Find(model, key));
    }
}
