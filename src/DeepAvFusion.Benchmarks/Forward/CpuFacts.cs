namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>What this processor can do.</summary>
internal static class CpuFacts
{
    /// <summary>It multiplies bfloat16 numbers by itself.</summary>
    public static bool HasBfloat16 { get; } = File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ').Contains("avx512_bf16") == true;

    /// <summary>What a report says of a processor without them; nothing of others.</summary>
    public static IReadOnlyList<string> Note { get; } = HasBfloat16 ? [] : ["This CPU has no bfloat16: ours goes by float32, and PyTorch's, which takes a minute a window, is left out."];
}
