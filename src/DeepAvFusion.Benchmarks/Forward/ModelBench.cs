using System.Globalization;
using System.Runtime.InteropServices;
using DeepAvFusion.Benchmarks.Beside;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>Loading and forward of encoder and recognition, in both number types, beside plain PyTorch.</summary>
public static class ModelBench
{
    private const double MostRatio = 1;
    private const double MostNarrowRatio = 0.8;
    private const double LeastGain = 1.8;
    private const double MostDifference = 1e-3;
    private static readonly int[] Batches = [1, 4, 8, 16];
    private static readonly int[] QuickBatches = [1];
    private static readonly int[] CudaBatches = [1, 4, 16, 64, 256];

    /// <exception cref="UserErrorException">The settings or the device cannot be used.</exception>
    public static BenchReport Run(BenchSettings settings)
    {
        settings.Check();
        set_num_threads(settings.Threads);
        var device = AnalyzerOpener.DeviceOf(settings.Device);
        var rows = new List<BenchRow>();
        using var plain = PlainTorch.Start(settings);
        foreach (var preset in settings.PresetsOr(["base", "large"], ["base"]))
            rows.AddRange(OfPreset(preset, settings, device, plain));
        return new BenchReport("model", "Encoder and recognition, forward (seconds a window)", "plain PyTorch", rows,
        [
            "Weights: untrained; their values do not change the work. Both programs load the same file, which the system has in its cache.",
            "FLOP/s count the work as it is written plainly, on both sides.",
            .. device.type == DeviceType.CUDA ? [Tf32()] : Array.Empty<string>(),
            .. device.type == DeviceType.CUDA ? [] : PlainTorch.TypeNote,
            PlainTorch.Note(plain),
        ]);
    }

    private static List<BenchRow> OfPreset(string preset, BenchSettings settings, Device device, PlainTorch? plain)
    {
        settings.Say($"{preset}: writing and loading a checkpoint");
        var config = EncoderPresets.Named(preset);
        using var networks = BothNetworks.Build(config, settings, device, plain);
        var rows = new List<BenchRow> { BenchRow.Of($"{preset}: load {networks.FileBytes >> 20} MiB", BenchUnit.Seconds, [networks.Load], networks.LoadBeside is { } seconds ? [seconds] : null) with { Compares = false } };
        if (plain is not null)
            rows.Add(SameNetwork(preset, networks.Wide, plain));
        foreach (var batch in settings.BatchesOr(device.type == DeviceType.CUDA ? CudaBatches : Batches, QuickBatches))
        {
            settings.Say($"{preset}: batch {batch}");
            rows.AddRange(OfBatch($"{preset}, batch {batch}", batch, settings, networks, plain, FlopCount.Encoder(config), device.type == DeviceType.CUDA));
        }
        return rows;
    }

    private static IEnumerable<BenchRow> OfBatch(
        string name, int batch, BenchSettings settings, BothNetworks models, PlainTorch? plain, double flops, bool isCuda)
    {
        var taken = Turns.Take(settings.TurnsOrUsual,
            () => models.Wide.Forward(batch, settings.Clock), plain is null ? null : () => plain.Forward("float32", batch),
            () => models.Narrow.Forward(batch, settings.Clock), plain is null || !(isCuda || CpuFacts.HasBfloat16) ? null : () => plain.Forward("bfloat16", batch));
        var gain = Spread.Ratio(taken[0]!, taken[2]!);
        return
        [
            BenchRow.Of($"{name}: float32", BenchUnit.Seconds, taken[0]!, taken[1], Bar.AtMost(MostRatio), 1.0 / batch) with { Remark = Rate(taken[0]!) },
            BenchRow.Of($"{name}: bfloat16", BenchUnit.Seconds, taken[2]!, taken[3], Bar.AtMost(MostNarrowRatio), 1.0 / batch) with { Remark = Rate(taken[2]!) },
            new BenchRow($"{name}: bfloat16 is faster by", BenchUnit.Times, gain) { Bar = isCuda || CpuFacts.HasBfloat16 ? Bar.AtLeast(LeastGain) : null },
        ];

        string Rate(IReadOnlyList<double> seconds) =>
            string.Create(CultureInfo.InvariantCulture, $"{flops * batch / Spread.Of([.. seconds]).Median / 1e9:n0} GFLOP/s");
    }

    /// <summary>Both programs compute the same network: the same weights and inputs give the same tokens.</summary>
    private static BenchRow SameNetwork(string preset, ModelUnderTest model, PlainTorch plain)
    {
        using var scratch = new Scratch();
        var (image, audio, tokens) = model.Example();
        File.WriteAllBytes(scratch["image"], image);
        File.WriteAllBytes(scratch["audio"], audio);
        plain.Outputs(scratch["image"], scratch["audio"], scratch["tokens"]);
        var others = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(scratch["tokens"])).ToArray();
        var largest = tokens.Max(Math.Abs);
        var apart = others.Length == tokens.Length ? tokens.Zip(others, (mine, other) => Math.Abs(mine - other)).Max() : float.PositiveInfinity;
        return new BenchRow($"{preset}: outputs of both differ by", BenchUnit.Share, Spread.Once(apart / largest)) { Bar = Bar.AtMost(MostDifference), Remark = "of the largest" };
    }

    private static string Tf32() => Environment.GetEnvironmentVariable("NVIDIA_TF32_OVERRIDE") == "1"
        ? "TF32 is forced on for float32 products (NVIDIA_TF32_OVERRIDE=1)."
        : "float32 products are not in TF32; NVIDIA_TF32_OVERRIDE=1 in the environment forces it, here and beside.";
}
