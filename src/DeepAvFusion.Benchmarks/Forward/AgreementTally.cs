namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>Counts how often two answers to one window agree.</summary>
internal sealed class AgreementTally(float threshold)
{
    private int _windows;
    private int _same;
    private int _masked;
    private double _overlaps;

    /// <summary>Share of windows with the same first label.</summary>
    public double SameTop => _windows == 0 ? 0 : (double)_same / _windows;

    /// <summary>Mean intersection over union of the masks, over windows in which either masks anything; 1 where none does.</summary>
    public double Overlap => _masked == 0 ? 1 : _overlaps / _masked;

    public void Add(string top, string otherTop, ReadOnlySpan<float> map, ReadOnlySpan<float> otherMap)
    {
        _windows++;
        if (top == otherTop)
            _same++;
        var (both, either) = (0, 0);
        for (var i = 0; i < map.Length; i++)
        {
            var (here, there) = (map[i] > threshold, otherMap[i] > threshold);
            both += here && there ? 1 : 0;
            either += here || there ? 1 : 0;
        }
        if (either == 0)
            return;
        _masked++;
        _overlaps += (double)both / either;
    }
}
