namespace DeepAvFusion.Inference.Network;

/// <summary>What this processor can do.</summary>
public static class CpuFacts
{
    private static readonly string[] Flags = File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? []
        : [];

    /// <summary>Products in bfloat16 have instructions of their own, and are therefore faster than float32.</summary>
    public static bool HasBfloat16 { get; } = Flags.Contains("avx512_bf16") || Flags.Contains("amx_bf16");

    /// <summary>The widest instructions, such as `AVX512 with bfloat16`.</summary>
    public static string Capability { get; } =
        (Flags.Contains("avx512f") ? "AVX512" : Flags.Contains("avx2") ? "AVX2" : "baseline") + (HasBfloat16 ? " with bfloat16" : "");
}
