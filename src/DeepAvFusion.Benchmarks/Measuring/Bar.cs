namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>What a measurement is judged by.</summary>
public sealed record Bar(BarKind Kind, double Limit)
{
    public static Bar AtMost(double limit) => new(BarKind.AtMost, limit);

    public static Bar AtLeast(double limit) => new(BarKind.AtLeast, limit);

    public bool IsMetBy(double value) => Kind == BarKind.AtMost ? value <= Limit : value >= Limit;
}

/// <summary>On which side of its limit a measurement should be.</summary>
public enum BarKind
{
    AtMost,
    AtLeast,
}
