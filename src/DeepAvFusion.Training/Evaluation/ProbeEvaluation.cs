using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Metrics;
using DeepAvFusion.Training.Metrics.Probe;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Evaluation;

/// <summary>The nearest-neighbour probe of pre-training: whether samples that an encoder finds alike are of the same class.</summary>
public static class ProbeEvaluation
{
    /// <param name="data">In order; at least two samples.</param>
    /// <returns>STREAM_nn_acc in percent for single labels; STREAM_nn_ap and STREAM_nn_auc as fractions for several; fusion first.</returns>
    public static IReadOnlyDictionary<string, double> Run(DeepAvFusionEncoder encoder, SampleLoader data, bool multiLabel, Device device, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var features = new Dictionary<string, List<Tensor>> { ["fusion"] = [], ["image"] = [], ["audio"] = [] };
        var samples = new List<AvSample>();
        encoder.eval();
        foreach (var batch in data.Read(0, 0, cancellation))
        {
            using var step = NewDisposeScope();
            using var encoded = encoder.forward(image: Recipes.Inputs.Image(batch, encoder.Config, device), audio: Recipes.Inputs.Audio(batch, encoder.Config, device));
            features["fusion"].Add(NearestNeighbours.Features(encoded.Fusion).MoveToOuterDisposeScope());
            features["image"].Add(NearestNeighbours.Features(encoded.Image).MoveToOuterDisposeScope());
            features["audio"].Add(NearestNeighbours.Features(encoded.Audio).MoveToOuterDisposeScope());
            samples.AddRange(batch.Samples.Select(sample => sample with { Image = [], Audio = [] }));
        }

        var streams = features.ToDictionary(entry => entry.Key, entry => new[] { cat(entry.Value) });
        streams["all"] = [.. streams.Values.SelectMany(one => one)];
        var measures = new Dictionary<string, double>();
        foreach (var (name, one) in streams)
        {
            var found = NearestNeighbours.Of(one);
            if (!multiLabel)
            {
                measures[$"{name}_nn_acc"] = found.Accuracy([.. samples.Select(sample => sample.Label)]);
                continue;
            }

            var sets = new ScoreTable(samples[0].Labels!.Length);
            foreach (var sample in samples) sets.Add(sample.Labels);
            var scores = found.MultiLabel(sets);
            (measures[$"{name}_nn_ap"], measures[$"{name}_nn_auc"]) = (scores.AveragePrecision, scores.RocArea);
        }

        return measures;
    }
}
