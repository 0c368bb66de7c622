using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Inference.Network;
using TorchSharp;

namespace DeepAvFusion.Cli.About;

/// <summary>What runs here: versions, device, libraries and packages.</summary>
internal static class AboutFacts
{
    private static readonly string[] Packages = ["Akka", "Akka.Streams", "TorchSharp", "FFMpegCore", "NAudio.Core", "prometheus-net"];

    /// <summary>Name and value, in the order to show.</summary>
    public static IReadOnlyList<(string Name, string Value)> Gather(ModelSettings model)
    {
        var versions = PackageVersions();
        return
        [
            ("version", typeof(AboutFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("model", model.Checkpoint ?? (ShippedModels.Find(model.Preset) is null ? $"{model.Preset} (untrained, seed {model.Seed})" : model.Preset)),
            ("device", Device(model.Device)),
            ("number type", Type(model)),
            ("libtorch", torch.__version__),
            ("CPU capability", CpuFacts.Capability),
            ("threads", $"{model.Threads} for the network, of {Environment.ProcessorCount} processors"),
            ("FFmpeg", FfmpegVersion.Read()),
            .. Packages.Select(package => (package, versions.GetValueOrDefault(package, "unknown"))),
        ];
    }

    /// <summary>A sentence of warning when something will be slower than it could be, or null.</summary>
    public static string? Warning(ModelSettings model) =>
        model.Type == NumberType.Bfloat16 && !CpuFacts.HasBfloat16 && Device(model.Device).StartsWith("cpu", StringComparison.Ordinal)
            ? $"This CPU ({CpuFacts.Capability}) has no bfloat16: davf.model.dtype=auto takes float32, which is faster here, and more exact."
            : null;

    private static string Type(ModelSettings model)
    {
        var asked = SettingsReader.Dashed(model.Type.ToString());
        try
        {
            var device = AnalyzerOpener.DeviceOf(model.Device);
            var type = SettingsReader.Dashed(AnalyzerOpener.TypeOf(model.Type, device.type).ToString());
            if (model.Type != NumberType.Auto) return $"{type} (asked for: {asked})";
            var why = device.type != DeviceType.CPU ? "GPUs are made for it" : CpuFacts.HasBfloat16 ? "this CPU multiplies it by itself" : "this CPU has no bfloat16";
            return $"{type} (asked for: {asked}; {why})";
        }
        catch (Core.UserErrorException)
        {
            return $"asked for: {asked}";
        }
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

    /// <summary>What was restored, by the list that stands beside the program: assemblies do not always carry their package's version.</summary>
    private static Dictionary<string, string> PackageVersions()
    {
        var list = Path.Combine(AppContext.BaseDirectory, "deepav.deps.json");
        if (!File.Exists(list)) return [];
        using var read = JsonDocument.Parse(File.ReadAllBytes(list));
        return read.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
