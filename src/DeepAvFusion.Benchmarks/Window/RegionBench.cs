using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Benchmarks.Window;

/// <summary>What it costs to separate the regions of a window: one with four of them beside the same one with none.</summary>
public static class RegionBench
{
    private const double MostRatio = 1.4;
    private const int Regions = 4;
    private const double Wide = 16.0 / 9;
    private static readonly int[] Batches = [1, 4, 8];
    private static readonly int[] QuickBatches = [1, 4];

    /// <param name="checkpoint">Weights beside the untrained ones of the presets; null for none.</param>
    /// <param name="regions">How regions are found.</param>
    /// <param name="sounds">How the sound of a region is found.</param>
    /// <param name="shortSide">Shorter side of the pictures that sources deliver.</param>
    /// <exception cref="UserErrorException">The settings, the device or the checkpoint cannot be used.</exception>
    public static BenchReport Run(BenchSettings settings, string? checkpoint, RegionSettings regions, RegionSounds sounds, int shortSide)
    {
        settings.Check();
        var rows = new List<BenchRow>();
        var models = settings.PresetsOr(["base"], []).Select(preset => (Preset: preset, Checkpoint: (string?)null)).ToList();
        if (checkpoint is not null)
            models.Insert(0, ("base", checkpoint));
        foreach (var (preset, weights) in models)
        {
            foreach (var type in new[] { NumberType.Float32, NumberType.Bfloat16 })
            {
                using var network = AnalyzerOpener.OpenNetwork(new ModelSettings(preset, weights, Seed: 0, settings.Device, type, settings.Threads), progress: null);
                using var analyzer = new WindowAnalyzer(network, regions, sounds, new Quarters());
                using var silent = new WindowAnalyzer(network, regions with { SilenceLevel = 0 }, sounds);
                foreach (var batch in settings.BatchesOr(Batches, QuickBatches))
                {
                    var name = $"{network.Identity.Name} in {(type == NumberType.Bfloat16 ? "bfloat16" : "float32")}, batch {batch}";
                    settings.Say(name);
                    rows.Add(Measure(settings, name, batch, analyzer, silent, (int)(shortSide * Wide), shortSide));
                }
            }
        }
        return new BenchReport("regions", $"A window with {Regions} regions beside the same one with none (seconds a window)", "no region", rows,
        [
            "No region: the window is taken for silent, so that nothing is looked for. Four: the quarters of the picture, so that there are as many whatever the weights.",
        ]);
    }

    private static BenchRow Measure(BenchSettings settings, string name, int batch, WindowAnalyzer four, WindowAnalyzer none, int width, int height)
    {
        var windows = SceneWindows.Make(batch, width, height);
        var taken = Turns.Take(settings.TurnsOrUsual, () => Time(four, Regions), () => Time(none, 0));
        foreach (var window in windows)
            window.Dispose();
        return BenchRow.Of(name, BenchUnit.Seconds, taken[0]!, taken[1], Bar.AtMost(MostRatio));

        double Time(WindowAnalyzer analyzer, int expected)
        {
            var started = settings.Clock.Now();
            var results = analyzer.Analyse(windows);
            var time = (settings.Clock.Now() - started) / batch;
            var found = results.Sum(result => result.Regions.Count);
            foreach (var result in results)
                result.Dispose();
            return found == expected * batch ? time : throw new InvalidOperationException($"{found} regions were separated, not {expected * batch}");
        }
    }

    /// <summary>A region in each quarter of the picture, whatever is in it.</summary>
    private sealed class Quarters : IRegionFinder
    {
        public IReadOnlyList<FoundRegion> Find(ReadOnlySpan<float> probability, int width, int height, PatchNames? names = null, IReadOnlyList<double>? heard = null) =>
            [.. Enumerable.Range(0, Regions).Select(quarter =>
            {
                var (left, top) = (quarter % 2 * width / 2, quarter / 2 * height / 2);
                var mask = new bool[width * height];
                for (var row = top; row < top + (height / 2); row++)
                    mask.AsSpan((row * width) + left, width / 2).Fill(true);
                return new FoundRegion(mask, new PictureBox(left / (double)width, top / (double)height, 0.5, 0.5), 0.25, 1, []);
            })];
    }
}
