using DeepAvFusion.Benchmarks.Beside;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>Memory that a forward of encoder and recognition needs on top of the weights, in both number types, beside plain PyTorch.</summary>
/// <remarks>
/// What the C library keeps of freed memory differs from run to run by more than the two programs differ, and what is compiled while a forward runs belongs to
/// none: neither is a need of the forward. So the process that measures has to be started with <see cref="Environment"/>, by which freed blocks go back to the
/// system at once and code is compiled once.
/// </remarks>
public static class MemoryBench
{
    private const string Wide = "float32";
    private const double MostRatio = 1;
    private static readonly int[] Batches = [1, 4, 8, 16];
    private static readonly int[] QuickBatches = [1];

    /// <summary>Variables of the process: blocks from so many bytes on go back as soon as they are freed; nothing is compiled again while it runs.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["MALLOC_MMAP_THRESHOLD_"] = "65536", ["DOTNET_TieredCompilation"] = "0" };

    /// <summary>Whether this process can measure.</summary>
    public static bool IsReady => Environment.All(variable => System.Environment.GetEnvironmentVariable(variable.Key) == variable.Value);

    /// <exception cref="UserErrorException">The settings make no sense.</exception>
    public static BenchReport Run(BenchSettings settings)
    {
        settings.Check();
        if (settings.Device != "cpu")
            throw new UserErrorException($"--device {settings.Device}: the processor's memory is measured, so it must be cpu.");
        set_num_threads(settings.Threads);
        using var plain = PlainTorch.Start(settings);
        var rows = new List<BenchRow>();
        foreach (var preset in settings.PresetsOr(["base", "large"], ["base"]))
        {
            settings.Say($"{preset}: writing and loading a checkpoint");
            using var networks = BothNetworks.Build(EncoderPresets.Named(preset), settings, CPU, plain);
            foreach (var batch in settings.BatchesOr(Batches, QuickBatches))
            {
                settings.Say($"{preset}: memory at batch {batch}");
                rows.Add(Row($"{preset}, batch {batch}: float32", networks.Wide, Wide, batch));
                rows.Add(Row($"{preset}, batch {batch}: bfloat16", networks.Narrow, "bfloat16", batch));
            }
        }
        return new BenchReport("memory", "Encoder and recognition, memory of a forward on top of the weights", "plain PyTorch", rows,
            ["In both programs freed blocks from 64 KiB on go back to the system at once (MALLOC_MMAP_THRESHOLD_=65536).", .. PlainTorch.TypeNote, PlainTorch.Note(plain)]);

        // the first turn, which does not count, makes what is made once and kept, such as buffers of the libraries
        BenchRow Row(string what, ModelUnderTest model, string type, int batch)
        {
            var taken = Turns.Take(settings.TurnsOrUsual,
                () => ProcessUse.PeakOf(() => model.Forward(batch, settings.Clock)), plain is null || !(type == Wide || CpuFacts.HasBfloat16) ? null : () => plain.Peak(type, batch));
            return BenchRow.Of(what, BenchUnit.Bytes, taken[0]!, taken[1], Bar.AtMost(MostRatio));
        }
    }
}
