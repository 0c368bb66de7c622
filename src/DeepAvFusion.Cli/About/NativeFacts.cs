using TorchSharp;

namespace DeepAvFusion.Cli.About;

/// <summary>Which libtorch and BLAS this process has really loaded, told from the process itself, so that it holds for the package and the stand-in alike.</summary>
/// <param name="SlowBlas">True for the reference BLAS, which is tens of times slower.</param>
internal sealed record NativeFacts(string Libtorch, string Blas, string CpuCapability, bool SlowBlas)
{
    private static readonly (string File, string Name)[] Known =
    [
        ("libopenblas", "OpenBLAS"), ("libmkl", "MKL"), ("libblis", "BLIS"), ("libatlas", "ATLAS"), ("libtorch_cpu", "linked into libtorch"),
    ];

    public static NativeFacts Read()
    {
        var version = torch.__version__;
        using (torch.ones(2, 2).matmul(torch.ones(2, 2)))
        {
            // the first product makes a lazily bound BLAS appear among the mapped files
        }
        var mapped = Mapped();
        var reference = mapped.Any(file => file.Contains("/blas/libblas.so", StringComparison.Ordinal));
        var found = Known.FirstOrDefault(known => mapped.Any(file => Path.GetFileName(file).StartsWith(known.File, StringComparison.Ordinal)));
        var isSlow = reference && found.Name is null or "linked into libtorch";
        return new NativeFacts(version, isSlow ? "reference BLAS (very slow)" : found.Name ?? "unknown", Capability(), isSlow);
    }

    private static HashSet<string> Mapped() => File.Exists("/proc/self/maps")
        ? [.. File.ReadLines("/proc/self/maps").Select(line => line[(line.LastIndexOf(' ') + 1)..]).Where(file => file.StartsWith('/'))]
        : [];

    private static string Capability()
    {
        var flags = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [] : [];
        var best = flags.Contains("avx512f") ? "AVX512" : flags.Contains("avx2") ? "AVX2" : "baseline";
        return flags.Contains("avx512_bf16") ? best + " with bfloat16" : best;
    }
}
