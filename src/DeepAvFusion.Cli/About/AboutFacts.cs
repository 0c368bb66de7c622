using System.Reflection;
using System.Runtime.InteropServices;
using Akka.Actor;
using DeepAvFusion.Inference.Network;
using FFMpegCore;
using NAudio.Wave;
using Prometheus;
using TorchSharp;

namespace DeepAvFusion.Cli.About;

/// <summary>What runs here: versions, device, libraries, and for each mirrored package whether the real one or its stand-in is in use.</summary>
internal static class AboutFacts
{
    private static readonly (string Package, Type Member)[] Packages =
    [
        ("Akka", typeof(ActorSystem)),
        ("Akka.Streams", typeof(Akka.Streams.ActorMaterializer)),
        ("TorchSharp", typeof(torch)),
        ("FFMpegCore", typeof(FFMpegArguments)),
        ("NAudio.Core", typeof(WaveFormat)),
        ("prometheus-net", typeof(Metrics)),
    ];

    /// <summary>Name and value, in the order to show.</summary>
    public static IReadOnlyList<(string Name, string Value)> Gather(ModelSettings model)
    {
        var build = NativeFacts.Read();
        return
        [
            ("version", typeof(AboutFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("model", model.Checkpoint ?? (ShippedModels.Find(model.Preset) is null ? $"{model.Preset} (untrained, seed {model.Seed})" : model.Preset)),
            ("device", Device(model.Device)),
            ("libtorch", build.Libtorch),
            ("BLAS", build.Blas),
            ("CPU capability", build.CpuCapability),
            ("threads", $"{model.Threads} for the network, of {Environment.ProcessorCount} processors"),
            ("FFmpeg", FfmpegVersion.Read()),
            .. Packages.Select(package => (package.Package, Origin(package.Member.Assembly))),
        ];
    }

    /// <summary>A sentence of warning when something will be slower than it could be, or null.</summary>
    public static string? Warning(ModelSettings model)
    {
        var build = NativeFacts.Read();
        if (build.SlowBlas) return "The BLAS in use is the slow reference one: the network will run about 45 times slower. Install libopenblas0-openmp.";
        return model.Type == NumberType.Bfloat16 && build.CpuCapability != "AVX512" && Device(model.Device).StartsWith("cpu", StringComparison.Ordinal)
            ? $"This CPU ({build.CpuCapability}) has no bfloat16: davf.model.dtype=float32 is faster here, and more exact."
            : null;
    }

    private static string Device(string name)
    {
        try
        {
            return $"{AnalyzerOpener.DeviceOf(name)} (asked for: {name})";
        }
        catch (Core.UserErrorException e)
        {
            return e.Message;
        }
    }

    private static string Origin(Assembly assembly)
    {
        var version = assembly.GetName().Version?.ToString(3);
        var mirrored = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "StandInFor");
        return mirrored is null ? $"package {version}" : "stand-in";
    }
}
