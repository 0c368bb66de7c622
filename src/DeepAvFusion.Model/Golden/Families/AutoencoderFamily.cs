using System.Text.Json;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>The masked autoencoder: masks, targets, predictions, losses, gradients and training steps.</summary>
internal static class AutoencoderFamily
{
    public static void Run(GoldenSession session)
    {
        var config = GoldenConfig.Autoencoder(session.Case.Config);
        using var model = session.Load(new MaskedAutoencoder(config, WeightInitializer.Blank()));
        var (image, audio) = (session.Input("image"), session.Input("audio"));
        var (imageNoise, audioNoise) = (session.Exact("noise_image"), session.Exact("noise_audio"));         // [passes, B, L]
        ExpectMask(session, "image", imageNoise[0], config.Image, config.Encoder.Image);
        ExpectMask(session, "audio", audioNoise[0], config.Audio, config.Encoder.Audio);
        ExpectPatches(session, "image_patches", PatchTargets.Patchify(image, config.Encoder.Image));
        ExpectPatches(session, "audio_patches", PatchTargets.Patchify(audio, config.Encoder.Audio));

        model.train();
        var output = model.forward(image: image, audio: audio, imageNoise: imageNoise[0], audioNoise: audioNoise[0]);
        session.Expect("pred_image", output.ImagePrediction);
        session.Expect("pred_audio", output.AudioPrediction);
        session.ExpectScalar("loss_image", output.ImageLoss.ToDouble());
        session.ExpectScalar("loss_audio", output.AudioLoss.ToDouble());
        session.ExpectScalar("loss", output.Loss().ToDouble());
        if (!session.IsPrecise) return;

        output.Loss().backward();
        session.ExpectScalar("grad_norm", GoldenGradients.Norm(model));
        GoldenGradients.Expect(session, model);
        GoldenGradients.ExpectFile(session, model, "all_grads");
        if (session.Case.Extra.TryGetProperty("train", out var train))
            Train(session, model, train, pass => model.forward(image: image, audio: audio, imageNoise: imageNoise[pass], audioNoise: audioNoise[pass]));
    }

    private static void ExpectMask(GoldenSession session, string modality, Tensor noise, DecoderConfig decoder, BackboneConfig backbone)
    {
        var mask = PatchMask.FromNoise(noise, decoder.Kept(backbone.Grid.Cells));
        session.Expect($"{modality}_ids_keep", mask.Keep);
        session.Expect($"{modality}_ids_restore", mask.Restore);
        session.Expect($"{modality}_mask", mask.Removed);
    }

    /// <summary>Compares the first patches, as many as are recorded.</summary>
    private static void ExpectPatches(GoldenSession session, string name, Tensor patches)
    {
        if (session.Case.Expected.TryGetValue(name, out var recorded)) session.Expect(name, patches.narrow(1, 0, Math.Min(recorded.Shape[1], patches.shape[1])));
    }

    private static void Train(GoldenSession session, MaskedAutoencoder model, JsonElement train, Func<int, AutoencoderOutput> pass)
    {
        var groups = Groups(session, model, train);
        using var optimizer = GoldenOptimizers.AdamW(groups, train);
        var (passes, accumulated) = (GoldenConfig.Number(train, "passes"), GoldenConfig.Number(train, "accum_iter"));
        var (losses, norms) = (new List<float>(), new List<float>());
        optimizer.zero_grad();
        for (var index = 0; index < passes; index++)
        {
            using var output = pass(index);
            using var loss = output.Loss();
            loss.backward();
            var gathered = index % accumulated + 1;
            losses.AddRange([output.ImageLoss.ToSingle(), output.AudioLoss.ToSingle(), loss.ToSingle()]);
            norms.Add((float)(GoldenGradients.Norm(model) / gathered));
            if (gathered < accumulated) continue;
            GoldenOptimizers.DivideGradients(model, accumulated);
            optimizer.step();
            optimizer.zero_grad();
        }

        session.Expect("step_losses", tensor(losses.ToArray(), [passes, 3]));
        session.Expect("step_grad_norms", tensor(norms.ToArray()));
        session.ExpectAll("after/", key => GoldenState.Find(model, key));
    }

    private static IReadOnlyList<ParameterGroup> Groups(GoldenSession session, MaskedAutoencoder model, JsonElement train)
    {
        var decay = train.GetProperty("weight_decay").GetDouble();
        if (!session.Case.Extra.TryGetProperty("optimizer_groups", out var recorded))
            return ParameterGroups.ForPretraining(model, decay, imagePretrained: false, audioPretrained: false);
        var groups = ParameterGroups.ForPretraining(model, decay, IsSeparate("encoder.image."), IsSeparate("encoder.audio."));
        session.Check("optimizer_groups", GoldenOptimizers.Difference(recorded, groups, "names"));
        return groups;

        bool IsSeparate(string prefix) => recorded.EnumerateArray().Any(group =>
            group.GetProperty("pretrained").GetBoolean() && group.GetProperty("names")[0].GetString()!.StartsWith(prefix, StringComparison.Ordinal));
    }
}
