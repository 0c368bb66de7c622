using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Fine-tuning: mixing, smoothing, class-weighted losses, gradients and layer-wise decayed steps.</summary>
internal static class FinetuneFamily
{
    public static void Run(GoldenSession session)
    {
        var train = session.Case.Extra.GetProperty("train");
        var smoothing = train.GetProperty("smoothing").GetDouble();
        var config = new ClassifierConfig(
            GoldenConfig.Encoder(session.Case.Config), GoldenConfig.Number(session.Case.Config, "num_classes"),
            InputNorm: GoldenConfig.Flag(session.Case.Config, "input_norm"), FreezeEncoder: GoldenConfig.Flag(session.Case.Config, "freeze_encoder"));
        using var model = session.Load(new Classifier(config, WeightInitializer.Blank()));
        var shares = session.Input("lam");
        var image = SampleMixing.Mix(session.Input("image"), shares);
        var audio = SampleMixing.Mix(session.Input("audio"), shares);
        var single = SampleMixing.Mix(session.Place(SmoothedTargets.OfClasses(session.Input("labels"), config.Classes, smoothing)), shares);
        var multi = SampleMixing.Mix(session.Place(SmoothedTargets.OfSets(session.Input("multi_labels"), smoothing)), shares);
        session.Expect("image_mixed", image);
        session.Expect("audio_mixed", audio);
        session.Expect("single_targets", single);
        session.Expect("multi_targets", multi);
        model.train();
        var logits = model.forward(image: image, audio: audio);
        session.Expect("logits_image", logits.Image);
        session.Expect("logits_audio", logits.Audio);
        session.Expect("logits_fusion", logits.Fusion);
        if (!session.IsPrecise) return;

        var frequencies = session.Case.Input("class_freq").Floats!;
        foreach (var (kind, targets) in new[] { ("single", single), ("multi", multi) })
        {
            foreach (var way in new[] { "joint", "separate" })
            {
                model.zero_grad();
                using var pass = model.forward(image: image, audio: audio);
                var loss = new FinetuneLoss(frequencies, multiLabel: kind == "multi", joint: way == "joint").Of(pass, targets);
                loss.backward();
                session.ExpectScalar($"loss_{kind}_{way}", loss.ToDouble());
                session.ExpectScalar($"grad_norm_{kind}_{way}", GoldenGradients.Norm(model));
                session.ExpectAll($"grad_{kind}_{way}/", key => GoldenState.Gradient(model, key));
            }
        }

        Train(session, model, () => new FinetuneLoss(frequencies, multiLabel: false, joint: true).Of(model.forward(image: image, audio: audio), single));
    }

    private static void Train(GoldenSession session, Classifier model, Func<Tensor> pass)
    {
        var train = session.Case.Extra.GetProperty("train");
        var groups = ParameterGroups.ForFinetuning(
            model, model.Config.Encoder, train.GetProperty("weight_decay").GetDouble(), train.GetProperty("layer_decay").GetDouble());
        using var optimizer = GoldenOptimizers.AdamW(groups, train);
        var losses = new List<float>();
        for (var step = 0; step < GoldenConfig.Number(train, "steps"); step++)
        {
            optimizer.zero_grad();
            using var loss = pass();
            loss.backward();
            losses.Add(loss.ToSingle());
            optimizer.step();
        }

        session.Expect("step_losses", tensor(losses.ToArray()));
        session.ExpectAll("after/", key => GoldenState.Find(model, key));
    }
}
