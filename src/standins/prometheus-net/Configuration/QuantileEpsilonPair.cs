namespace Prometheus;

/// <summary>A quantile, 0 to 1, and the error allowed for it.</summary>
public readonly struct QuantileEpsilonPair(double quantile, double epsilon)
{
    public double Quantile { get; } = quantile;

    public double Epsilon { get; } = epsilon;
}
