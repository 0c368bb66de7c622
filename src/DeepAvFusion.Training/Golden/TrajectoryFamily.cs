using System.Globalization;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Golden;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Golden;

/// <summary>Steps on one batch, from the start and again from every saved state.</summary>
internal static class TrajectoryFamily
{
    private const string Saved = "checkpoint_";                                // and the steps done
    private const string Start = Saved + "0000";

    public static void Run(GoldenSession session)
    {
        if (!session.IsPrecise) return;
        var train = session.Case.Extra.GetProperty("train");
        var steps = GoldenConfig.Number(train, "steps");
        var (losses, norms) = Train(session, Start, steps);
        session.Expect("losses", tensor(losses, [steps, 3]));
        session.Expect("grad_norms", tensor(norms));
        foreach (var name in session.Case.WeightNames.Where(name => name.StartsWith(Saved, StringComparison.Ordinal) && name != Start))
        {
            var done = int.Parse(name.AsSpan(Saved.Length), CultureInfo.InvariantCulture);
            var (later, laterNorms) = Train(session, name, steps - done);
            Compare(session, "losses", $"losses_after_{name}", later);
            Compare(session, "grad_norms", $"grad_norms_after_{name}", laterNorms);
        }
    }

    private static (float[] Losses, float[] Norms) Train(GoldenSession session, string checkpoint, int steps)
    {
        var train = session.Case.Extra.GetProperty("train");
        using var model = session.Move(new MaskedAutoencoder(GoldenConfig.Autoencoder(session.Case.Config), WeightInitializer.Blank()));
        var groups = ParameterGroups.ForPretraining(model, train.GetProperty("weight_decay").GetDouble(), imagePretrained: true, audioPretrained: true);
        session.Check($"optimizer_groups_{checkpoint}", GoldenOptimizers.Difference(session.Case.Extra.GetProperty("optimizer_groups"), groups, "names"));
        using var optimizer = new AdamWOptimizer(groups, train.GetProperty("betas")[1].GetDouble(), train.GetProperty("betas")[0].GetDouble());
        var file = session.Case.File(session.Case.Weights(checkpoint).GetProperty("file").GetString()!);
        TrainingCheckpoint.Read(file, "pretrain", model, optimizer, description: null);
        optimizer.SetRates(_ => train.GetProperty("lr").GetDouble());
        var (image, audio) = (session.Input("image"), session.Input("audio"));
        var (imageNoise, audioNoise) = (session.Input("noise_image"), session.Input("noise_audio"));
        var (losses, norms) = (new List<float>(), new List<float>());
        model.train();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGradients();
            using var output = model.forward(image: image, audio: audio, imageNoise: imageNoise, audioNoise: audioNoise);
            var loss = output.Loss();
            loss.backward();
            losses.AddRange([output.ImageLoss.ToSingle(), output.AudioLoss.ToSingle(), loss.ToSingle()]);
            norms.Add((float)optimizer.GradientNorm());
            optimizer.Step();
        }

        return ([.. losses], [.. norms]);
    }

    private static void Compare(GoldenSession session, string recorded, string what, float[] actual)
    {
        var expected = session.Case.Expected[recorded];
        var all = NpyFile.Read(session.Case.File(expected.File)).Floats!;
        session.Add(GoldenComparison.Of(session.Case.Name, what, all.AsSpan(all.Length - actual.Length), actual, expected.MaxAbsolute, session.Options));
    }
}
