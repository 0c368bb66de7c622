using System.Text;
using TorchSharp.Interop;

namespace TorchSharp.StandIn;

/// <summary>
/// What the native side is running on. Not part of the mirrored package: code that uses it must be able to do without
/// (compile it out under PACKAGE_TORCHSHARP).
/// </summary>
public static class NativeBuild
{
    private delegate int Reader(Span<byte> buffer, int capacity);

    /// <summary>libtorch's version, such as "1.13.1".</summary>
    public static string LibtorchVersion { get; } = Read(NativeMethods.dav_version);

    /// <summary>How libtorch was built, in its own words: compilers, oneDNN, BLAS headers, CPU capability in use.</summary>
    public static string Configuration => Read(NativeMethods.dav_config);

    /// <summary>The intra-op thread pool and its settings, in libtorch's own words.</summary>
    public static string ParallelInfo => Read(NativeMethods.dav_parallel_info);

    /// <summary>The widest vector instructions that libtorch uses on this CPU, such as "AVX2" or "AVX512".</summary>
    public static string CpuCapability =>
        Configuration.Split('\n').Select(line => line.Split("CPU capability usage:")).FirstOrDefault(parts => parts.Length == 2)?[1].Trim() ?? "unknown";

    /// <summary>The library file that matrix products are bound to, or "built in" where libtorch contains its own.</summary>
    public static string BlasLibrary
    {
        get
        {
            var file = Read(NativeMethods.dav_blas_library);
            return file.Length == 0 || Path.GetFileName(file).StartsWith("libtorch", StringComparison.Ordinal) ? "built in" : Resolved(file);
        }
    }

    /// <summary>True when matrix products run on the unoptimised reference BLAS, which is tens of times slower.</summary>
    public static bool BlasIsReference => IsReference(BlasLibrary);

    /// <summary>The intra-op backend: "OpenMP", "native thread pool" or "unknown".</summary>
    public static string ParallelBackend =>
        ParallelInfo.Split('\n').Select(line => line.Split("ATen parallel backend:")).FirstOrDefault(parts => parts.Length == 2)?[1].Trim() ?? "unknown";

    /// <summary>The native library of this stand-in that is loaded.</summary>
    public static string ShimPath => NativeLoader.LoadedFrom ?? "";

    /// <summary>Tensors that are alive on the native side, as this library counts them.</summary>
    public static long LiveTensors => NativeMethods.dav_live_tensors();

    /// <summary>One line for a log.</summary>
    public static string Describe() =>
        $"libtorch {LibtorchVersion}, BLAS {BlasLibrary}{(BlasIsReference ? " (reference: slow)" : "")}, CPU capability {CpuCapability}, " +
        $"{ParallelBackend} with {torch.get_num_threads()} threads, {(torch.cuda.is_available() ? $"{torch.cuda.device_count()} CUDA devices" : "no CUDA")}";

    private static bool IsReference(string library) =>
        library.Contains("/blas/", StringComparison.Ordinal) || Path.GetFileName(library).StartsWith("librefblas", StringComparison.Ordinal);

    private static string Resolved(string file) => new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file;

    private static string Read(Reader reader)
    {
        var length = reader([], 0);
        if (length <= 0) return "";
        var buffer = new byte[length + 1];
        _ = reader(buffer, buffer.Length);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
