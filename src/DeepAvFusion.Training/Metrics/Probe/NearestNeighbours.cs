using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Training.Metrics.Probe;

/// <summary>For each sample of a set, the most similar other one.</summary>
/// <param name="Neighbours">Index of the neighbour, one a sample.</param>
/// <param name="Similarities">How similar it is; the cosine, or a sum of cosines.</param>
public sealed record NearestNeighbours(IReadOnlyList<long> Neighbours, IReadOnlyList<float> Similarities)
{
    private const int Rows = 1024;                                             // of the similarity matrix at once
    private const double LeastNorm = 1e-12;

    /// <summary>The mean over tokens, of length 1.</summary>
    /// <param name="tokens">[N, tokens, D]</param>
    /// <returns>[N, D]</returns>
    public static Tensor Features(Tensor tokens)
    {
        using var mean = tokens.mean([1]);
        return functional.normalize(mean, p: 2, dim: 1, eps: LeastNorm);
    }

    /// <summary>Finds the neighbours by the sum of the similarities of all features given.</summary>
    /// <param name="features">[N, D] each, of length 1; N at least 2.</param>
    /// <remarks>The most similar one is the sample itself, so the second is taken, as published.</remarks>
    public static NearestNeighbours Of(params IReadOnlyList<Tensor> features)
    {
        var count = features[0].shape[0];
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(features));
        var (neighbours, similarities) = (new long[count], new float[count]);
        for (var start = 0L; start < count; start += Rows)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var rows = Math.Min(Rows, count - start);
            var similar = features.Select(one => one.to(ScalarType.Float64))
                .Select(one => one.narrow(0, start, rows).mm(one.t()).to(ScalarType.Float32))      // rounded once, so that two neighbours of each other tie
                .Aggregate((a, b) => a + b);                                                       // [rows, N]
            var (values, indices) = similar.topk(2, 1);
            indices.select(1, 1).contiguous().cpu().data<long>().CopyTo(neighbours, (int)start);
            values.select(1, 1).contiguous().cpu().data<float>().CopyTo(similarities, (int)start);
        }

        return new NearestNeighbours(neighbours, similarities);
    }

    /// <summary>Percent of samples whose neighbour has the same label.</summary>
    public double Accuracy(IReadOnlyList<long> labels) =>
        100.0 * Neighbours.Where((neighbour, sample) => labels[(int)neighbour] == labels[sample]).Count() / Neighbours.Count;

    /// <summary>The neighbour's labels, weighted by its similarity, taken as scores; as fractions.</summary>
    /// <param name="labels">[N, classes] of 0 and 1.</param>
    public MultiLabelScores MultiLabel(ScoreTable labels)
    {
        var scores = new ScoreTable(labels.Classes);
        var row = new float[labels.Classes];
        for (var sample = 0; sample < Neighbours.Count; sample++)
        {
            for (var column = 0; column < row.Length; column++)
                row[column] = labels[(int)Neighbours[sample], column] * Similarities[sample];
            scores.Add(row);
        }

        return MultiLabelScores.Of(scores, labels);
    }
}
