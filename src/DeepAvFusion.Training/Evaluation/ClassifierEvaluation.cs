using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Metrics;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation;

/// <summary>Judges a classifier on the evaluation part of a data set, each stream and their average.</summary>
public static class ClassifierEvaluation
{
    private static readonly string[] Streams = ["all", "image", "audio", "fusion"];

    /// <param name="data">In order, its last incomplete batch included.</param>
    /// <returns>val_acc1_STREAM in percent for single labels; val_ap_STREAM and val_auc_STREAM in percent for several.</returns>
    public static IReadOnlyDictionary<string, double> Run(Classifier model, SampleLoader data, bool multiLabel, Device device, CancellationToken cancellation) =>
        Run(model, data, multiLabel, windows: 1, "val", device, cancellation);

    /// <summary>The dense evaluation: logits are averaged over the windows of a clip.</summary>
    /// <param name="data">Samples of so many windows each.</param>
    /// <returns>val_dense_acc1_STREAM in percent for single labels; val_dense_ap_STREAM and val_dense_auc_STREAM in percent for several.</returns>
    public static IReadOnlyDictionary<string, double> RunDense(Classifier model, SampleLoader data, bool multiLabel, int windows, Device device, CancellationToken cancellation) =>
        Run(model, data, multiLabel, windows, "val_dense", device, cancellation);

    private static Dictionary<string, double> Run(
        Classifier model, SampleLoader data, bool multiLabel, int windows, string prefix, Device device, CancellationToken cancellation)
    {
        var classes = model.Config.Classes;
        var scores = Streams.ToDictionary(stream => stream, _ => new ScoreTable(classes));
        var (labels, sets) = (new List<long>(), new ScoreTable(classes));
        model.eval();
        foreach (var batch in data.Read(0, 0, cancellation))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var config = model.Config.Encoder;
            using var logits = model.forward(image: Recipes.Inputs.Images(batch, windows, config, device), audio: Recipes.Inputs.Audios(batch, windows, config, device));
            Add("all", logits.Average());
            Add("image", logits.Image);
            Add("audio", logits.Audio);
            Add("fusion", logits.Fusion);
            labels.AddRange(batch.Samples.Select(sample => sample.Label));
            foreach (var sample in batch.Samples.Where(sample => sample.Labels is not null)) sets.Add(sample.Labels);
        }

        return multiLabel
            ? Streams.Select(stream => (Name: stream, Found: MultiLabelScores.Of(scores[stream], sets)))
                .SelectMany(entry => new[] { ($"{prefix}_ap_{entry.Name}", 100 * entry.Found.AveragePrecision), ($"{prefix}_auc_{entry.Name}", 100 * entry.Found.RocArea) })
                .ToDictionary(entry => entry.Item1, entry => entry.Item2)
            : Streams.ToDictionary(stream => $"{prefix}_acc1_{stream}", stream => Classification.TopOne(scores[stream], labels));

        void Add(string stream, Tensor values) => scores[stream].Add(values.view(-1, windows, classes).mean([1]).ToNumbers());      // [B windows, C] to [B, C]
    }
}
