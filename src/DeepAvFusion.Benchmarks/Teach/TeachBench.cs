using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Metrics;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Benchmarks.Teach;

/// <summary>How well the shipped model learns kinds that it does not know, from a few corrected windows each, and what that costs what it knew.</summary>
public static class TeachBench
{
    private const int Few = 10;
    private const int Many = 30;
    private const double LeastWithFew = 0.8;
    private const double LeastWithMany = 0.9;
    private const double MostLost = 0.01;
    private const double LongestFit = 10;
    private const int Reservoir = 200;

    /// <param name="learning">Settings of the product; the folder is the bench's own.</param>
    /// <exception cref="UserErrorException">There is no shipped model.</exception>
    public static BenchReport Run(BenchSettings settings, OnlineSettings learning, CancellationToken cancellation)
    {
        settings.Check();
        var model = new ModelSettings("scenes-tiny", Checkpoint: null, Seed: 0, "cpu", NumberType.Float32, Threads: 1);
        using var network = AnalyzerOpener.OpenNetwork(model, progress: null);
        var teachable = TeachableModel.Open(model);
        settings.Say("teach: windows of kinds to teach");
        var corrected = SceneKinds.Further.ToDictionary(kind => kind, kind => Corrected(network, kind, Many));
        var reservoir = Unflagged(network, Reservoir);
        settings.Say("teach: held-out windows");
        var held = HeldOut(network, settings.Quick ? 300 : 800);
        var rows = new List<BenchRow>();
        foreach (var (each, bar) in ((int, double)[])[(Few, LeastWithFew), (Many, LeastWithMany)])
        {
            cancellation.ThrowIfCancellationRequested();
            settings.Say($"teach: {each} corrections a kind");
            rows.AddRange(Taught(learning, teachable, corrected, reservoir, held, each, bar, cancellation));
        }
        return new BenchReport("teach", "Teaching the shipped model six kinds that it does not know", "", rows,
        [
            "Corrected windows hold the kind among others that the model knows; held-out ones have other backgrounds, mixtures and seeds, with all kinds old and new.",
            $"Average precision over {held.Count} held-out windows, of the score of being heard; windows that nobody corrected: {Reservoir}.",
        ]);
    }

    private static IEnumerable<BenchRow> Taught(
        OnlineSettings learning, TeachableModel model, Dictionary<SceneKind, IReadOnlyList<TaughtWindow>> corrected, IReadOnlyList<TaughtWindow> reservoir,
        IReadOnlyList<(IReadOnlyList<string> Heard, TaughtWindow Window)> held, int each, double bar, CancellationToken cancellation)
    {
        using var folder = new Scratch();
        using var online = OnlineLearning.Open(learning with { Folder = folder["learning"] }, model, TimeProvider.System);
        foreach (var (kind, windows) in corrected)
            foreach (var (number, window) in windows.Take(each).Index()) online.Correct(new Correction(CorrectionKind.Is, kind.Name, "bench", DateTimeOffset.UnixEpoch, $"{kind.Name} {number}"), window);
        foreach (var window in reservoir) online.Keep(window);
        var version = online.Fit(cancellation).Version ?? throw new InvalidOperationException("Nothing was fitted.");
        var weights = online.Weights(version.Number)!;
        var (before, after) = (held.Select(one => online.Score(null, one.Window.Features)).ToList(), held.Select(one => online.Score(weights, one.Window.Features)).ToList());
        var precisions = SceneKinds.Further.Select(kind => (kind.Name, Value: Precision(after, held, weights.Labels.ToList().IndexOf(kind.Name), kind.Name))).ToList();
        var known = model.Labels.Select((label, number) => (Before: Precision(before, held, number, label), After: Precision(after, held, number, label))).ToList();
        yield return new BenchRow($"{each} a kind: mean average precision", BenchUnit.Share, Spread.Of([.. precisions.Select(one => one.Value)]) with { Median = precisions.Average(one => one.Value) })
        {
            Bar = Bar.AtLeast(bar),
            Remark = string.Join(", ", precisions.Select(one => FormattableString.Invariant($"{one.Name} {one.Value:0.00}"))),
        };
        yield return new BenchRow($"{each} a kind: mean average precision that the old labels lose", BenchUnit.Share, Spread.Once(known.Average(one => one.Before - one.After))) { Bar = Bar.AtMost(MostLost), Remark = FormattableString.Invariant($"of {known.Average(one => one.Before):0.000}") };
        yield return new BenchRow($"{each} a kind: fit", BenchUnit.Seconds, Spread.Once(version.FitSeconds)) { Bar = Bar.AtMost(LongestFit), Remark = version.Passed ? "holds all gates" : $"fails {string.Join(", ", version.Gates.Where(gate => !gate.Holds).Select(gate => gate.Name))}" };
    }

    /// <summary>Windows in which a kind sounds for more than a second, among a third of the known ones.</summary>
    internal static IReadOnlyList<TaughtWindow> Corrected(AnalyzerNetwork network, SceneKind kind, int count)
    {
        var windows = new SceneWindows(network, new SceneSettings { Kinds = [kind, .. SceneKinds.All.Where(other => (other.Index + kind.Index) % 3 == 0)], SilenceChance = 0 }, SceneSeeds.Train(7000 + kind.Index));
        return [.. Enumerable.Range(0, 1000).Select(index => windows.Clip(index)).Where(clip => clip.Sources.Any(source => source.Kind == kind && source.IsHeard && (source.End - source.Start).TotalSeconds > 1.2))
            .Take(count).Select(clip => windows.See(clip, new StreamId($"bench-{kind.Name}")))];
    }

    internal static IReadOnlyList<TaughtWindow> Unflagged(AnalyzerNetwork network, int count)
    {
        var windows = new SceneWindows(network, new SceneSettings(), SceneSeeds.Train(7100));
        return [.. Enumerable.Range(0, count).Select(index => windows.See(windows.Clip(index), new StreamId("bench-quiet")))];
    }

    private static List<(IReadOnlyList<string> Heard, TaughtWindow Window)> HeldOut(AnalyzerNetwork network, int count)
    {
        var windows = new SceneWindows(network, new SceneSettings { Kinds = [.. SceneKinds.All, .. SceneKinds.Further] }, SceneSeeds.HeldOut(700));
        return [.. Enumerable.Range(0, count).Select(index => windows.Clip(index)).Select(clip => (SceneWindows.Heard(clip), windows.See(clip, new StreamId("bench-held"))))];
    }

    private static double Precision(IReadOnlyList<float[]> scores, IReadOnlyList<(IReadOnlyList<string> Heard, TaughtWindow Window)> held, int label, string name) => label < 0 ? 0
        : RankedScores.AveragePrecision([.. scores.Select(row => row[label])], [.. held.Select(one => one.Heard.Contains(name) ? 1f : 0f)]);
}
