namespace DeepAvFusion.Training.Metrics;

/// <summary>How well sets of labels are told; means over the classes that have a positive sample.</summary>
/// <param name="AveragePrecision">Mean average precision, 0..1.</param>
/// <param name="RocArea">Mean area under the receiver operating characteristic, 0..1; classes without a negative sample take no part.</param>
/// <param name="Classes">Classes with a positive sample.</param>
public sealed record MultiLabelScores(double AveragePrecision, double RocArea, int Classes)
{
    /// <param name="labels">[samples, classes], positive where the class is present.</param>
    /// <exception cref="ArgumentException">The tables differ in size.</exception>
    public static MultiLabelScores Of(ScoreTable scores, ScoreTable labels)
    {
        if (labels.Samples != scores.Samples || labels.Classes != scores.Classes)
            throw new ArgumentException($"labels of {labels.Samples} x {labels.Classes} do not go with scores of {scores.Samples} x {scores.Classes}.", nameof(labels));
        var (precisions, areas) = (new List<double>(), new List<double>());
        for (var column = 0; column < scores.Classes; column++)
        {
            var (values, positive) = (scores.Column(column), labels.Column(column));
            if (!positive.Any(label => label > 0)) continue;
            precisions.Add(RankedScores.AveragePrecision(values, positive));
            if (positive.Any(label => label <= 0)) areas.Add(RankedScores.RocArea(values, positive));
        }

        return new MultiLabelScores(Mean(precisions), Mean(areas), precisions.Count);
    }

    private static double Mean(List<double> values) => values.Count == 0 ? double.NaN : values.Average();
}
