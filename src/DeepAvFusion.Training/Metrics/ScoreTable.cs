namespace DeepAvFusion.Training.Metrics;

/// <summary>Scores of many samples, one row a sample and one column a class.</summary>
public sealed class ScoreTable
{
    private readonly List<float> _scores = [];

    /// <param name="classes">Columns.</param>
    public ScoreTable(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Classes = classes;
    }

    /// <param name="classes">Columns.</param>
    /// <param name="scores">[samples, classes]</param>
    public ScoreTable(int classes, ReadOnlySpan<float> scores)
        : this(classes) => Add(scores);

    public int Classes { get; }

    public int Samples => _scores.Count / Classes;

    public float this[int sample, int column] => _scores[sample * Classes + column];

    /// <summary>Adds whole rows.</summary>
    /// <param name="rows">[n, classes]</param>
    public void Add(ReadOnlySpan<float> rows)
    {
        if (rows.Length % Classes != 0)
            throw new ArgumentException($"{rows.Length} numbers are no rows of {Classes}.", nameof(rows));
        _scores.AddRange(rows);
    }

    /// <summary>One class of all samples.</summary>
    public float[] Column(int column)
    {
        var values = new float[Samples];
        for (var sample = 0; sample < values.Length; sample++) values[sample] = this[sample, column];
        return values;
    }
}
