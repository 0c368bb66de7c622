using System.Diagnostics;

namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>What time is counted.</summary>
public enum BenchClock
{
    /// <summary>Time as it passes.</summary>
    Wall,

    /// <summary>Processor time of the process: what other programs do disturbs it less. Tells how long something takes with one thread only.</summary>
    Cpu,
}

/// <summary>Reads a clock.</summary>
internal static class BenchClocks
{
    /// <summary>Seconds since some moment.</summary>
    public static double Now(this BenchClock clock) =>
        clock == BenchClock.Cpu ? Environment.CpuUsage.TotalTime.TotalSeconds : Stopwatch.GetElapsedTime(0).TotalSeconds;
}
