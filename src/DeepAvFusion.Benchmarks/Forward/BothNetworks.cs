using DeepAvFusion.Benchmarks.Beside;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>One network in float32 and bfloat16, here and in the program beside.</summary>
internal sealed class BothNetworks : IDisposable
{
    private BothNetworks(ModelUnderTest wide, ModelUnderTest narrow, long fileBytes, double load, double? loadBeside) =>
        (Wide, Narrow, FileBytes, Load, LoadBeside) = (wide, narrow, fileBytes, load, loadBeside);

    public ModelUnderTest Wide { get; }

    public ModelUnderTest Narrow { get; }

    /// <summary>Size of the checkpoint that both programs loaded.</summary>
    public long FileBytes { get; }

    /// <summary>Seconds of loading it.</summary>
    public double Load { get; }

    public double? LoadBeside { get; }

    /// <summary>Writes a checkpoint and loads it in both programs; the one beside forgets what it had.</summary>
    public static BothNetworks Build(EncoderConfig config, BenchSettings settings, Device device, PlainTorch? plain)
    {
        using var scratch = new Scratch();
        var (file, name) = (scratch["weights.pth"], device.type == DeviceType.CUDA ? device.ToString() : "cpu");
        ModelUnderTest.WriteWeights(config, file);
        var wide = ModelUnderTest.Load(config, file, device, ScalarType.Float32, settings.Clock, out var load);
        var narrow = ModelUnderTest.Load(config, file, device, ScalarType.BFloat16, settings.Clock, out _);
        plain?.Drop();
        plain?.Build("encoder", PlainConfig.Of(config), name, "bfloat16", ModelUnderTest.Classes);
        var loadBeside = plain?.Build("encoder", PlainConfig.Of(config), name, "float32", ModelUnderTest.Classes, file);
        return new BothNetworks(wide, narrow, new FileInfo(file).Length, load, loadBeside);
    }

    public void Dispose()
    {
        Wide.Dispose();
        Narrow.Dispose();
    }
}
