using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;

namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>Whether the network in bfloat16 says what it says in float32, over windows of the synthetic world.</summary>
public static class AgreementBench
{
    private const int Batch = 4;
    private const float Sounding = 0.5f;
    private const double LeastAgreement = 0.99;
    private const double LeastOverlap = 0.98;

    /// <param name="checkpoint">Weights, or null for untrained ones.</param>
    /// <param name="windows">How many, at least 1.</param>
    /// <exception cref="Core.UserErrorException">The settings, the device or the checkpoint cannot be used.</exception>
    public static BenchReport Run(BenchSettings settings, string? checkpoint, int windows)
    {
        settings.Check();
        var preset = settings.PresetsOr(["base"], ["base"])[0];
        ModelSettings Of(NumberType type) => new(preset, checkpoint, Seed: 0, settings.Device, type, settings.Threads);
        using var wide = AnalyzerOpener.OpenNetwork(Of(NumberType.Float32), progress: null);
        using var narrow = AnalyzerOpener.OpenNetwork(Of(NumberType.Bfloat16), progress: null);
        var features = new SceneClipFeatures(wide.Encoder);
        var size = wide.Encoder.Image.Input;
        var sampler = new SceneSampler(new SceneSettings { PictureWidth = size.Width, PictureHeight = size.Height }, SceneSeeds.HeldOut(0));
        var tally = new AgreementTally(Sounding);
        for (var first = 0; first < windows; first += Batch)
        {
            settings.Say($"agreement: window {first} of {windows}");
            var clips = Enumerable.Range(first, Math.Min(Batch, windows - first)).Select(index => sampler.Sample(index)).ToList();
            var (images, sounds) = (clips.SelectMany(features.Picture).ToArray(), clips.SelectMany(clip => LogMelSpectrogram.Of(clip.Mixture)).ToArray());
            var (exact, near) = (Answers(wide, images, sounds, clips.Count), Answers(narrow, images, sounds, clips.Count));
            for (var i = 0; i < clips.Count; i++)
            {
                var cells = exact.Map.Length / clips.Count;
                tally.Add(exact.Tops[i], near.Tops[i], exact.Map.AsSpan(i * cells, cells), near.Map.AsSpan(i * cells, cells));
            }
        }
        var training = wide.Identity.Training;
        return new BenchReport("agreement", "bfloat16 against float32", "", [
            new BenchRow($"{wide.Identity.Name}: same top-1", BenchUnit.Share, Spread.Once(tally.SameTop)) { Bar = Bar.AtLeast(LeastAgreement), Remark = $"{windows} windows, {training}" },
            new BenchRow($"{wide.Identity.Name}: mask IoU", BenchUnit.Share, Spread.Once(tally.Overlap)) { Bar = Bar.AtLeast(LeastOverlap), Remark = $"{windows} windows, {training}" },
        ], [wide.Identity.IsTrained ? "Weights: trained." : "Weights: untrained. An untrained network's scores lie close together and its maps near the threshold, where rounding decides: trained weights (--model FILE) are what counts."]);
    }

    private static (IReadOnlyList<string> Tops, float[] Map) Answers(AnalyzerNetwork network, float[] images, float[] sounds, int count)
    {
        using var encoded = network.Encode(images, sounds, count);
        return ([.. encoded.Recognise().Select(scores => scores.MaxBy(score => score.Score)!.Label)], encoded.Locate());
    }
}
