using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Evaluation;
using DeepAvFusion.Training.Tests.Data;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Evaluation;

public sealed class DenseEvaluationSpecs
{
    [Fact]
    public void Logits_are_averaged_over_the_windows_of_a_clip()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var model = new Classifier(new ClassifierConfig(TinyModels.Encoder(), 3), weights);
        var clips = new Windowed(new NoiseSamples(TinyModels.Encoder(), 30), 5, repeats: false);

        var found = ClassifierEvaluation.RunDense(model, Loader(clips), multiLabel: false, 5, CPU, CancellationToken.None);

        Assert.Equal(["val_dense_acc1_all", "val_dense_acc1_image", "val_dense_acc1_audio", "val_dense_acc1_fusion"], found.Keys);
        var right = Enumerable.Range(0, clips.Count).Count(clip => Expected(model, clips, clip) == clips.Read(clip, Draw(clip), CancellationToken.None).Label);
        Assert.Equal(100.0 * right / clips.Count, found["val_dense_acc1_all"], 6);
    }

    [Fact]
    public void Windows_that_are_all_alike_give_what_one_of_them_gives()
    {
        using var weights = WeightInitializer.Seeded(2);
        using var model = new Classifier(new ClassifierConfig(TinyModels.Encoder(), 3), weights);
        var single = new NoiseSamples(TinyModels.Encoder(), 7);

        var one = ClassifierEvaluation.Run(model, Loader(single), multiLabel: true, CPU, CancellationToken.None);
        var dense = ClassifierEvaluation.RunDense(model, Loader(new Windowed(single, 4, repeats: true)), multiLabel: true, 4, CPU, CancellationToken.None);

        Assert.Equal(one.Select(entry => (entry.Key.Replace("val_", "val_dense_", StringComparison.Ordinal), Math.Round(entry.Value, 6))), dense.Select(entry => (entry.Key, Math.Round(entry.Value, 6))));
    }

    [Fact]
    public void Clips_that_cannot_be_read_are_left_out_and_counted()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var model = new Classifier(new ClassifierConfig(TinyModels.Encoder(), 3), weights);
        var source = new NoiseSamples(TinyModels.Encoder(), 7);
        source.Broken.UnionWith([0, 1, 2, 5]);                                 // all of the first batch
        var data = Loader(source);

        var found = ClassifierEvaluation.Run(model, data, multiLabel: false, CPU, CancellationToken.None);

        Assert.Equal(0, found["val_acc1_all"] * 3 / 100 % 1, 6);
        Assert.Equal((3, 4, "noise 5: is broken"), (data.Report.Samples, data.Report.Skipped, data.Report.LastTrouble));
        source.Broken.UnionWith(Enumerable.Range(0, 7));
        Assert.Contains("None of 7 samples", Assert.Throws<Core.UserErrorException>(() => Loader(source).Read(0, 0, CancellationToken.None).Count()).Message, StringComparison.Ordinal);
    }

    private static long Expected(Classifier model, Windowed clips, int clip)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        model.eval();
        var sums = new double[3];
        foreach (var window in clips.Windows(clip))
        {
            var logits = model.forward(image: tensor(window.Image, [1, 3, 32, 32]), audio: tensor(window.Audio, [1, 1, 32, 48]));
            var average = logits.Average().data<float>().ToArray();
            for (var i = 0; i < sums.Length; i++) sums[i] += average[i];
        }

        return Array.IndexOf(sums, sums.Max());
    }

    private static SampleLoader Loader(ISampleSource source) => new(source, new LoaderSettings(BatchSize: 3, Shuffle: false, Substitute: false));

    private static SampleDraw Draw(int index) => new(0, 0, index);

    /// <summary>Neighbouring samples as windows of one, or each sample several times.</summary>
    private sealed class Windowed(NoiseSamples samples, int windows, bool repeats) : ISampleSource
    {
        public int Count => repeats ? samples.Count : samples.Count / windows;

        public string Name(int index) => $"clip {index}";

        public AvSample[] Windows(int index) =>
            [.. Enumerable.Range(0, windows).Select(i => repeats ? index : index * windows + i).Select(i => samples.Read(i, Draw(i), CancellationToken.None))];

        public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
        {
            var all = Windows(index);
            return all[0] with { Image = [.. all.SelectMany(one => one.Image)], Audio = [.. all.SelectMany(one => one.Audio)] };
        }
    }
}
