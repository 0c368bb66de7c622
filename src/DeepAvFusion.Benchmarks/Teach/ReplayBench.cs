using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Online;
using DeepAvFusion.Training.Plots;

namespace DeepAvFusion.Benchmarks.Teach;

/// <summary>Thirty days of a camera before which new things sound, too: how well labels are told with an operator who corrects a few windows every evening, and without anybody who teaches.</summary>
public static class ReplayBench
{
    private const int Days = 30;
    private const int LastDays = 10;
    private const int Corrected = 10;           // windows that the operator looks at every evening
    private const int KeptOneIn = 4;
    private const double Told = 0.5;

    /// <param name="learning">Settings of the product; the folder and the distance of fits, a day, are the bench's own.</param>
    /// <param name="plot">File of the plot, SVG or PNG; null for none.</param>
    /// <exception cref="UserErrorException">There is no shipped model, or the plot cannot be written.</exception>
    public static BenchReport Run(BenchSettings settings, OnlineSettings learning, string? plot, CancellationToken cancellation)
    {
        var model = new ModelSettings("scenes-tiny", Checkpoint: null, Seed: 0, "cpu", NumberType.Float32, Threads: 1);
        using var network = AnalyzerOpener.OpenNetwork(model, progress: null);
        using var folder = new Scratch();
        var clock = new DayClock();
        using var online = OnlineLearning.Open(learning with { Folder = folder["learning"], Distance = TimeSpan.FromHours(12), Versions = 2 }, TeachableModel.Open(model), clock);
        var (learnt, plain, versions, aDay) = (new List<double>(), new List<double>(), 0, settings.Quick ? 20 : 40);
        for (var day = 0; day < Days; day++)
        {
            cancellation.ThrowIfCancellationRequested();
            settings.Say($"teach: day {day + 1} of {Days}");
            var windows = Windows(network, day, aDay);
            var weights = online.Weights(online.Current);
            var now = windows.ConvertAll(one => Names(weights?.Labels ?? online.Model.Labels, online.Score(weights, one.Window.Features)));
            learnt.Add(Score(windows, now));
            plain.Add(Score(windows, windows.ConvertAll(one => Names(online.Model.Labels, online.Score(null, one.Window.Features)))));
            Evening(online, windows, now, day);
            clock.Now += TimeSpan.FromDays(1);
            if (!online.IsDue(out _) || online.Fit(cancellation).Version is not { Passed: true } version) continue;
            online.Promote(version.Number, "bench", "it holds all gates");
            versions++;
        }
        if (plot is not null) Save(learnt, plain, plot);
        var gains = learnt.Zip(plain, (one, other) => one - other).ToList();
        return new BenchReport("teach-replay", "Thirty simulated days with and without learning", "without",
        [
            BenchRow.Of($"F1 of what is told, mean of the last {LastDays} days", BenchUnit.Share, [learnt.TakeLast(LastDays).Average()], [plain.TakeLast(LastDays).Average()], Bar.AtLeast(1)),
            new BenchRow("F1 gained, mean of all days", BenchUnit.Share, Spread.Once(gains.Average())) { Bar = Bar.AtLeast(0), Remark = $"{versions} versions were put to use" },
            new BenchRow("worst day", BenchUnit.Share, Spread.Once(gains.Min())) { Bar = Bar.AtLeast(-0.05) },
        ],
        [
            $"{aDay} windows a day of the 16 known kinds and 6 new ones; in the evening an operator looks at {Corrected} of those that were told wrongly and says what was not told or does not sound; a fit a day at most, put to use where all gates hold.",
        ]);
    }

    private static List<(IReadOnlyList<string> Heard, TaughtWindow Window)> Windows(AnalyzerNetwork network, int day, int count)
    {
        var windows = new SceneWindows(network, new SceneSettings { Kinds = [.. SceneKinds.All, .. SceneKinds.Further] }, SceneSeeds.Train(7500 + day));
        return [.. Enumerable.Range(0, count).Select(index => windows.Clip(index)).Select(clip => (SceneWindows.Heard(clip), windows.See(clip, new StreamId($"day-{day}"))))];
    }

    private static void Evening(OnlineLearning online, List<(IReadOnlyList<string> Heard, TaughtWindow Window)> windows, List<HashSet<string>> told, int day)
    {
        var left = Corrected;
        foreach (var (number, (heard, window)) in windows.Index())
        {
            var (missed, wrong) = (heard.Except(told[number]).ToList(), told[number].Except(heard).ToList());
            if ((missed.Count > 0 || wrong.Count > 0) && left-- > 0)
            {
                foreach (var label in missed) Say(CorrectionKind.Is, label);
                foreach (var label in wrong) Say(CorrectionKind.IsNot, label);
            }
            else if (number % KeptOneIn == 0) online.Keep(window);

            void Say(CorrectionKind kind, string label) => online.Correct(new Correction(kind, label, "bench", DateTimeOffset.UnixEpoch, $"{day}/{number}"), window);
        }
    }

    private static HashSet<string> Names(IReadOnlyList<string> labels, float[] scores) => [.. labels.Where((_, label) => scores[label] >= Told)];

    /// <summary>F1 over all labels of all windows.</summary>
    private static double Score(List<(IReadOnlyList<string> Heard, TaughtWindow Window)> windows, List<HashSet<string>> told)
    {
        var right = windows.Zip(told, (window, names) => window.Heard.Count(names.Contains)).Sum();
        return 2.0 * right / Math.Max(1, windows.Sum(window => window.Heard.Count) + told.Sum(names => names.Count));
    }

    private static void Save(List<double> learnt, List<double> plain, string path)
    {
        var gained = learnt.Zip(plain, (one, other) => one - other).Aggregate(new List<double>(), (sums, gain) => [.. sums, (sums.Count == 0 ? 0 : sums[^1]) + gain]);
        try
        {
            LinePlot.Save(
            [
                new LinePlot("Labels told by day", "day", "F1", [Line("with learning", learnt), Line("without", plain)]),
                new LinePlot("Gained by learning, added up", "day", "F1", [Line("gain", gained)]),
            ], path);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"The plot '{path}' cannot be written: {FileFault.Text(trouble)}.", trouble);
        }
    }

    private static PlotLine Line(string name, List<double> values) => new(name, [.. values.Select((value, day) => (day + 1.0, value))]);

    private sealed class DayClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 20, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
