namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>What became of a bar.</summary>
public enum BenchVerdict
{
    /// <summary>There is no bar.</summary>
    None,
    Met,
    Missed,

    /// <summary>There is a bar on a comparison, and nothing to compare with.</summary>
    NotJudged,
}
