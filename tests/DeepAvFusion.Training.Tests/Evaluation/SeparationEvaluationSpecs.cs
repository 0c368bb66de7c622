using DeepAvFusion.Core;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Evaluation;
using DeepAvFusion.Training.Metrics.Separation;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Evaluation;

public sealed class SeparationEvaluationSpecs
{
    private static readonly EncoderConfig Encoder = EncoderPresets.Named("tiny");

    [Fact]
    public void Measures_are_means_over_both_sources_of_every_pair_that_is_not_silent()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var model = new SeparationModel(Encoder, weights);
        var evaluation = new SeparationEvaluation(model, CPU);
        var pairs = new Pairs(new ScenePairs(new SceneSettings(), SceneSeeds.HeldOut(3), 1, Encoder), silent: 1);
        var data = new SampleLoader(pairs, new LoaderSettings(BatchSize: 3, Shuffle: false, Substitute: false));

        var measures = evaluation.Run(data, CancellationToken.None);

        var batch = data.Read(0, 0, CancellationToken.None).Single();
        var expected = batch.Samples.Zip(evaluation.Separate(batch)).Where(one => one.First.Name != "silent")
            .SelectMany(one => BssEval.Of([.. one.First.Pair!.Sources.Select(source => source.Sound)], one.Second)).ToArray();
        Assert.Equal(2, expected.Length);
        Assert.Equal(SeparationScores.Mean(expected).Sdr, measures["sdr"], 6);
        Assert.Equal(SeparationScores.Mean(expected).Sar, measures["sar"], 6);
        Assert.Equal(1, evaluation.Quiet);
        Assert.True(measures["sdr_oracle"] > measures["sdr_mixture"], $"{measures["sdr_oracle"]} and {measures["sdr_mixture"]} dB");
        Assert.Throws<UserErrorException>(() => evaluation.Run(new SampleLoader(new Pairs(pairs, silent: 4), new LoaderSettings(1, Shuffle: false)), CancellationToken.None));
    }

    [Fact]
    public void A_mask_of_one_half_gives_half_of_the_mixture_for_either_picture()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var model = new SeparationModel(Encoder, weights);
        using (no_grad())
            foreach (var parameter in model.Head.parameters()) parameter.zero_();
        var data = new SampleLoader(new ScenePairs(new SceneSettings(), SceneSeeds.HeldOut(3), 1, Encoder), new LoaderSettings(1, Shuffle: false));

        var batch = data.Read(0, 0, CancellationToken.None).Single();
        var estimates = new SeparationEvaluation(model, CPU).Separate(batch).Single();

        var mixture = batch.Samples[0].Pair!.Mixture;
        Assert.Equal(estimates[0], estimates[1]);
        // Beyond the last band and in the last frame the filterbank lets nothing through; in between it is half.
        var half = new float[mixture.Length];
        SpectrogramMasking.Separate(mixture, Enumerable.Repeat(0.5f, AudioFormat.MelBands * LogMelSpectrogram.Frames(mixture.Length)).ToArray(), half);
        Assert.True(half.Zip(estimates[0]).Max(one => Math.Abs(one.First - one.Second)) < 1e-6);
    }

    /// <summary>Pairs, followed by some of which one source is silent.</summary>
    private sealed class Pairs(ISampleSource pairs, int silent) : ISampleSource
    {
        public int Count => silent < 4 ? pairs.Count + silent : silent;

        public string Name(int index) => pairs.Name(index % pairs.Count);

        public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
        {
            var sample = pairs.Read(index % pairs.Count, draw, cancellation);
            if (silent < 4 && index < pairs.Count) return sample;
            return sample with { Name = "silent", Pair = sample.Pair! with { Second = sample.Pair!.Second with { Sound = new float[sample.Pair!.Mixture.Length] } } };
        }
    }
}
