namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>Repeated measurements of one thing: the middle one, the smallest and the largest.</summary>
public sealed record Spread(double Median, double Low, double High)
{
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("Nothing was measured.", nameof(values));
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>A single measurement.</summary>
    public static Spread Once(double value) => new(value, value, value);

    /// <summary>How many times as long ours took as the other's did, turn by turn: what slows both in a turn cancels out.</summary>
    /// <exception cref="ArgumentException">The turns are not as many on both sides, or none.</exception>
    public static Spread Ratio(IReadOnlyList<double> ours, IReadOnlyList<double> beside)
    {
        if (ours.Count != beside.Count)
            throw new ArgumentException($"{ours.Count} turns of ours stand beside {beside.Count}.", nameof(beside));
        return Of([.. ours.Zip(beside, (mine, other) => mine / other)]);
    }
}
