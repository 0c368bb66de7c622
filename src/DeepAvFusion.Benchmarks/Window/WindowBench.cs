using System.Diagnostics;
using DeepAvFusion.Benchmarks.Beside;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Benchmarks.Window;

/// <summary>What one window costs in the analyzer, step by step, beside the plain encoder.</summary>
public static class WindowBench
{
    private const double MostEncoderRatio = 1.05;
    private const double MostOtherShare = 0.1;
    private const double Wide = 16.0 / 9;
    private static readonly int[] Batches = [1, 4, 8];
    private static readonly int[] QuickBatches = [1];

    /// <param name="checkpoint">Weights, or null for untrained ones.</param>
    /// <param name="sounds">How the sound of a region is found.</param>
    /// <param name="shortSide">Shorter side of the pictures that sources deliver.</param>
    /// <exception cref="UserErrorException">The settings, the device or the checkpoint cannot be used.</exception>
    public static BenchReport Run(BenchSettings settings, string? checkpoint, RegionSettings regions, RegionSounds sounds, int shortSide)
    {
        settings.Check();
        var rows = new List<BenchRow>();
        var training = "";
        using var plain = PlainTorch.Start(settings);
        foreach (var preset in settings.PresetsOr(["base"], ["base"]))
        {
            using var network = AnalyzerOpener.OpenNetwork(new ModelSettings(preset, checkpoint, Seed: 0, settings.Device, NumberType.Float32, settings.Threads), progress: null);
            using var analyzer = new WindowAnalyzer(network, regions, sounds);
            training = network.Identity.Training;
            plain?.Drop();
            plain?.Build("encoder", PlainConfig.Of(network.Encoder), network.DeviceName, "float32", network.Labels.Count);
            foreach (var batch in settings.BatchesOr(Batches, QuickBatches))
            {
                settings.Say($"{network.Identity.Name}, batch {batch}");
                rows.AddRange(Measure(settings, $"{network.Identity.Name}, batch {batch}", batch, network, analyzer, plain, (int)(shortSide * Wide), shortSide));
            }
        }
        return new BenchReport("window", "One window through the analyzer (seconds a window)", "plain PyTorch", rows,
        [
            $"Weights: {training}; what an untrained network finds, and so how many regions are separated, means nothing.",
            "Not network: features, regions, crops, sharing of masks and sounds; decoding is in `bench ingest`.",
            PlainTorch.Note(plain),
        ]);
    }

    private static List<BenchRow> Measure(BenchSettings settings, string name, int batch, AnalyzerNetwork network, WindowAnalyzer analyzer, PlainTorch? plain, int width, int height)
    {
        var windows = SceneWindows.Make(batch, width, height);
        var passes = new List<Pass>();
        double Ours()
        {
            var (busy, started) = (network.Busy, Stopwatch.GetTimestamp());
            var results = analyzer.Analyse(windows);
            var pass = new Pass(Stopwatch.GetElapsedTime(started) / batch, (network.Busy - busy) / batch, results[0].Times, results.Sum(result => result.Regions.Count));
            passes.Add(pass);
            foreach (var result in results)
                result.Dispose();
            return pass.Whole.TotalSeconds;
        }

        var (images, sounds) = SceneWindows.Inputs(batch, network.Encoder);
        double Encoder()
        {
            var started = settings.Clock.Now();
            network.Encode(images, sounds, batch).Dispose();
            return (settings.Clock.Now() - started) / batch;
        }

        var taken = Turns.Take(settings.TurnsOrUsual, Encoder, plain is null ? null : () => plain.Forward("float32", batch) / batch, Ours);
        foreach (var window in windows)
            window.Dispose();
        var counted = passes.Skip(1).ToList();      // the first was the warm-up
        BenchRow Row(string step, Func<Pass, TimeSpan> time) => new($"{name}: {step}", BenchUnit.Seconds, Spread.Of([.. counted.Select(pass => time(pass).TotalSeconds)]));
        return
        [
            BenchRow.Of($"{name}: encoder alone", BenchUnit.Seconds, taken[0]!, taken[1], Bar.AtMost(MostEncoderRatio)),
            Row("whole window", pass => pass.Whole),
            Row("encoder", pass => pass.Times.Encoder),
            Row("features", pass => pass.Times.Features),
            Row("heads", pass => pass.Times.Heads),
            Row("regions", pass => pass.Times.Regions),
            Row("second pass, sounds", pass => pass.Times.Separation) with { Remark = $"{counted[0].Regions} regions" },
            new BenchRow($"{name}: not network", BenchUnit.Share, Spread.Of([.. counted.Select(pass => 1 - (pass.Network / pass.Whole))])) { Bar = Bar.AtMost(MostOtherShare) },
        ];
    }

    /// <summary>Times of one window in one pass.</summary>
    private sealed record Pass(TimeSpan Whole, TimeSpan Network, Core.Results.StageTimes Times, int Regions);
}
