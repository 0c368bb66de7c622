namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>What a number of a table counts.</summary>
public enum BenchUnit
{
    Seconds,

    /// <summary>Seconds of processor time, of this process and its children.</summary>
    CpuSeconds,
    Bytes,

    /// <summary>0..1.</summary>
    Share,
    PerSecond,

    /// <summary>A factor.</summary>
    Times,
}
