namespace DeepAvFusion.Engine.Learning;

/// <summary>What two versions say of the same windows, label by label, where nobody asked for a change.</summary>
/// <param name="labels">Labels of the model as it came, in order; what corrections were about among them is not compared.</param>
/// <param name="on">Score from which a label is told.</param>
internal sealed class VersionComparison(IReadOnlyList<string> labels, IReadOnlySet<string> corrected, double on)
{
    /// <summary>Fewer windows with a label say nothing of how often it is told.</summary>
    internal const int FewestTold = 20;

    private readonly int[] _compared = [.. Enumerable.Range(0, labels.Count).Where(i => !corrected.Contains(labels[i]))];
    private readonly int[] _before = new int[labels.Count];
    private readonly int[] _after = new int[labels.Count];
    private int _disagreeing;

    public int Windows { get; private set; }

    /// <summary>Share of the windows in which the two tell different labels.</summary>
    public double Disagreement => Windows == 0 ? 0 : _disagreeing / (double)Windows;

    /// <param name="before">Scores of all labels by the version in use.</param>
    /// <param name="after">Scores of all labels by the other.</param>
    public void Add(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        Windows++;
        var differ = false;
        foreach (var i in _compared)
        {
            var (was, is_) = (before[i] >= on, after[i] >= on);
            _before[i] += was ? 1 : 0;
            _after[i] += is_ ? 1 : 0;
            differ |= was != is_;
        }
        _disagreeing += differ ? 1 : 0;
    }

    /// <summary>The label that is told most unlike before, as a factor of at least one; null where there is too little of any.</summary>
    public (string Label, double Factor, int Before, int After)? Farthest()
    {
        var told = _compared.Where(i => Math.Max(_before[i], _after[i]) >= FewestTold).ToList();
        if (told.Count == 0)
            return null;
        var far = told.MaxBy(Factor);
        return (labels[far], Factor(far), _before[far], _after[far]);
    }

    private double Factor(int label) => (Math.Max(_before[label], _after[label]) + 1.0) / (Math.Min(_before[label], _after[label]) + 1.0);
}
