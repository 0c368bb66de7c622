using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Model.Checkpoints;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>Opens the configured model on the configured device.</summary>
public static class AnalyzerOpener
{
    /// <param name="progress">Told while weights are read; null tells nobody.</param>
    /// <exception cref="UserErrorException">The device is not there, the preset is unknown, or the checkpoint does not fit.</exception>
    public static IWindowAnalyzer Open(ModelSettings settings, RegionSettings regions, RegionSounds sounds, IProgress<CheckpointProgress>? progress) =>
        new WindowAnalyzer(OpenNetwork(settings, progress), regions, sounds);

    /// <summary>The network alone.</summary>
    /// <exception cref="UserErrorException">As above.</exception>
    public static AnalyzerNetwork OpenNetwork(ModelSettings settings, IProgress<CheckpointProgress>? progress)
    {
        set_num_threads(settings.Threads);
        var device = DeviceOf(settings.Device);
        var type = TypeOf(settings.Type, device.type) == NumberType.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var (parts, identity) = NetworkOpener.Open(settings, progress);
        return new AnalyzerNetwork(parts, identity, device, type);
    }

    /// <summary>What a network computes in on a device. `auto` goes by what the device is, not by how fast it just was: the same machine gives the same numbers every time.</summary>
    public static NumberType TypeOf(NumberType asked, TorchSharp.DeviceType device) =>
        asked != NumberType.Auto ? asked : device != TorchSharp.DeviceType.CPU || CpuFacts.HasBfloat16 ? NumberType.Bfloat16 : NumberType.Float32;

    /// <summary>GPUs that this libtorch sees.</summary>
    public static int GpuCount => cuda.is_available() ? cuda.device_count() : 0;

    /// <summary>The device a setting names.</summary>
    /// <exception cref="UserErrorException">It names none, or one that is not there.</exception>
    public static Device DeviceOf(string name)
    {
        var count = GpuCount;
        var index = name switch
        {
            "cpu" => -1,
            "auto" => count > 0 ? 0 : -1,
            "cuda" => 0,
            _ when name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var n) => n,
            _ => throw new UserErrorException($"'{name}' is not a device: use cpu, cuda, cuda:N or auto."),
        };
        if (index >= count)
            throw new UserErrorException($"The device '{name}' is not there: this libtorch sees {count} GPUs. Use cpu, or a build with CUDA on a machine with a GPU.");
        return index < 0 ? CPU : device($"cuda:{index.ToString(CultureInfo.InvariantCulture)}");
    }
}
