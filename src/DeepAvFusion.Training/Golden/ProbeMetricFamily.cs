using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Metrics;
using DeepAvFusion.Training.Metrics.Probe;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Golden;

/// <summary>The nearest-neighbour probe, single and multi label.</summary>
internal static class ProbeMetricFamily
{
    private static readonly string[] Streams = ["image", "audio", "fusion"];

    public static void Run(GoldenSession session)
    {
        var streams = Streams.ToDictionary(
            name => name, name => NearestNeighbours.Features(session.Case.Input($"{name}_tokens").ToTensor()));
        var labels = session.Case.Input("labels");
        foreach (var (name, features) in streams.Select(one => (one.Key, new[] { one.Value })).Append(("all", [.. streams.Values])))
        {
            var found = NearestNeighbours.Of(features);
            session.Expect($"neighbour_{name}", tensor(found.Neighbours.ToArray()));
            session.Expect($"similarity_{name}", tensor(found.Similarities.ToArray()));
            if (labels.Shape.Count == 1)
            {
                session.ExpectScalar($"{name}_nn_acc", found.Accuracy(labels.Integers!));
                continue;
            }

            var sets = new ScoreTable((int)labels.Shape[1], Array.ConvertAll(labels.Integers!, label => (float)label));
            var scores = found.MultiLabel(sets);
            session.ExpectScalar($"{name}_nn_ap", scores.AveragePrecision);
            session.ExpectScalar($"{name}_nn_auc", scores.RocArea);
        }
    }
}
