using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Training.Metrics;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Benchmarks.Teach;

/// <summary>How well the shipped model, which has seen and heard nothing but its synthetic world, learns recorded things from photographs and recordings.</summary>
public static class StampBench
{
    private const double Bar30 = 0.7;
    private const int Judged = 12;
    private const int Quiet = 100;
    private static readonly int[] Corrections = [5, 10, 30];

    private static readonly string[] Things =
    [
        "animals/birds/rooster", "animals/birds/crow", "animals/birds/duck", "animals/birds/seagull", "animals/insects/bee", "animals/mammals/bovines/cow", "animals/mammals/bovines/sheep",
        "animals/mammals/equines/horse", "animals/mammals/equines/donkey", "animals/mammals/elephant", "animals/mammals/cats/lion", "animals/mammals/apes/chimp", "animals/mammals/aquatic/dolphin",
        "hobbies/music/string/cello", "hobbies/music/percussion/drumkit", "vehicles/emergency/firetruck",
    ];

    /// <param name="learning">Settings of the product; the folder is the bench's own.</param>
    /// <exception cref="Core.UserErrorException">There is no shipped model.</exception>
    public static async Task<BenchReport> RunAsync(BenchSettings settings, OnlineSettings learning, CancellationToken cancellation)
    {
        using var scratch = new Scratch();
        settings.Say("teach: recorded things");
        var (folder, why) = StampFolder.Find(scratch, cancellation);
        const string Title = "Teaching the shipped model recorded things";
        if (folder is null)
        {
            settings.Say($"teach: recorded things are left out: {why}");
            return new BenchReport("teach-recorded", Title, "", [], [$"Left out: {why}."]);
        }
        var stamps = new List<Stamp>();
        foreach (var thing in Things.Where(thing => File.Exists(Path.Combine(folder, thing + ".ogg")) && File.Exists(Path.Combine(folder, thing + ".png"))))
            stamps.Add(await Stamp.ReadAsync(Path.Combine(folder, thing), cancellation).ConfigureAwait(false));
        var model = new ModelSettings("scenes-tiny", Checkpoint: null, Seed: 0, "cpu", NumberType.Float32, Threads: 1);
        using var network = AnalyzerOpener.OpenNetwork(model, progress: null);
        var (taught, judged) = (new StampScenes(network, stamps, seed: 1), new StampScenes(network, stamps, seed: 2));
        var corrected = stamps.ToDictionary(stamp => stamp, stamp => Enumerable.Range(0, Corrections[^1]).Select(_ => taught.Make(stamp, isJudged: false)).ToList());
        var quiet = Enumerable.Range(0, Quiet).Select(_ => taught.Make(null, isJudged: false).Window).ToList();
        var held = stamps.SelectMany(stamp => Enumerable.Range(0, Judged).Select(_ => judged.Make(stamp, isJudged: true))).ToList();
        var rows = new List<BenchRow>();
        foreach (var each in Corrections)
        {
            cancellation.ThrowIfCancellationRequested();
            settings.Say($"teach: {each} corrections a recorded thing");
            rows.AddRange(Taught(learning, TeachableModel.Open(model), corrected, quiet, held, each, scratch[$"{each}"], cancellation));
        }
        return new BenchReport("teach-recorded", Title, "", rows,
        [
            $"{stamps.Count} things of Debian's tuxpaint-stamps-default: a photograph on noise or before another one, its recording with gain, pitch within 3 %, echoes and noise; in three of ten windows another sounds as well.",
            $"Average precision over {held.Count} windows with other cuts, places and backgrounds, of the score of being heard; windows that nobody corrected: {Quiet}, in which nothing sounds.",
        ]);
    }

    private static IEnumerable<BenchRow> Taught(
        OnlineSettings learning, TeachableModel model, Dictionary<Stamp, List<(TaughtWindow Window, IReadOnlyList<string> Heard)>> corrected, List<TaughtWindow> quiet,
        List<(TaughtWindow Window, IReadOnlyList<string> Heard)> held, int each, string folder, CancellationToken cancellation)
    {
        using var online = OnlineLearning.Open(learning with { Folder = folder }, model, TimeProvider.System);
        foreach (var (stamp, windows) in corrected)
            foreach (var (number, (window, heard)) in windows.Take(each).Index())
                foreach (var label in heard) online.Correct(new Correction(CorrectionKind.Is, label, "bench", DateTimeOffset.UnixEpoch, $"{stamp.Name} {number}"), window);
        foreach (var window in quiet) online.Keep(window);
        var version = online.Fit(cancellation).Version ?? throw new InvalidOperationException("Nothing was fitted.");
        var weights = online.Weights(version.Number)!;
        var scores = held.Select(one => online.Score(weights, one.Window.Features)).ToList();
        var precisions = corrected.Keys.Select(stamp => (stamp.Name, Value: Precision(scores, held, weights.Labels.ToList().IndexOf(stamp.Name), stamp.Name))).ToList();
        yield return new BenchRow($"{each} a thing: mean average precision", BenchUnit.Share, Spread.Of([.. precisions.Select(one => one.Value)]) with { Median = precisions.Average(one => one.Value) })
        {
            Bar = each == Corrections[^1] ? Bar.AtLeast(Bar30) : null,
            Remark = string.Join(", ", precisions.Select(one => FormattableString.Invariant($"{one.Name} {one.Value:0.00}"))),
        };
        yield return new BenchRow($"{each} a thing: fit", BenchUnit.Seconds, Spread.Once(version.FitSeconds)) { Remark = version.Passed ? "holds all gates" : $"fails {string.Join(", ", version.Gates.Where(gate => !gate.Holds).Select(gate => gate.Name))}" };
    }

    private static double Precision(List<float[]> scores, List<(TaughtWindow Window, IReadOnlyList<string> Heard)> held, int label, string name) => label < 0 ? 0
        : RankedScores.AveragePrecision([.. scores.Select(row => row[label])], [.. held.Select(one => one.Heard.Contains(name) ? 1f : 0f)]);
}
