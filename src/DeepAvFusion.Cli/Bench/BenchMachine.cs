using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Cli.About;
using DeepAvFusion.Inference.Network;
using TorchSharp;

namespace DeepAvFusion.Cli.Bench;

/// <summary>Where numbers were taken; without it they mean nothing.</summary>
internal static class BenchMachine
{
    /// <summary>Name and value, in the order to show.</summary>
    public static IReadOnlyList<(string Name, string Value)> Read(BenchSettings settings) =>
        [
            ("machine", $"{Processor()}, {Environment.ProcessorCount} processors, {CpuFacts.Capability}"),
            ("load", $"{Load()} (average of the last minute when this began)"),
            ("threads", $"{settings.Threads} for the network, waiting {(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") == "PASSIVE" ? "passively" : "actively, by OMP_WAIT_POLICY")}"),
            ("device", settings.Device == "cpu" ? "cpu" : $"{settings.Device}, {(torch.cuda.is_available() ? torch.cuda.device_count() : 0)} GPUs"),
            ("libtorch", torch.__version__),
            ("BLAS", "MKL and oneDNN, within libtorch"),
            ("FFmpeg", FfmpegVersion.Read()),
            ("method", $"medians of {settings.TurnsOrUsual} turns taken side by side{(settings.Clock == BenchClock.Cpu ? ", in processor time" : "")}; ratios turn by turn, with the lowest and the highest"),
        ];

    private static string Processor() => Line("/proc/cpuinfo", "model name") is { } line ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : "unknown processor";

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string? Line(string file, string start) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;
}
