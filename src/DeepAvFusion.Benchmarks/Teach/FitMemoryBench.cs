using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Benchmarks.Teach;

/// <summary>What a learning analyzer keeps in memory from one fit to the next.</summary>
public static class FitMemoryBench
{
    private const int First = 10;               // after which everything has been made that is kept
    private const int Fits = 50;
    private const double MostGrowth = 1.05;

    /// <summary>What is taught to it: each kind that the shipped model does not know, and windows that nobody corrected.</summary>
    /// <param name="each">Corrected windows of each kind.</param>
    public static void Teach(OnlineLearning online, int each)
    {
        var model = new ModelSettings("scenes-tiny", Checkpoint: null, Seed: 0, "cpu", NumberType.Float32, Threads: 1);
        using var network = AnalyzerOpener.OpenNetwork(model, progress: null);
        foreach (var kind in SceneKinds.Further)
            foreach (var (number, window) in TeachBench.Corrected(network, kind, each).Index()) online.Correct(new Correction(CorrectionKind.Is, kind.Name, "bench", DateTimeOffset.UnixEpoch, $"{kind.Name} {number}"), window);
        foreach (var window in TeachBench.Unflagged(network, 10 * each)) online.Keep(window);
    }

    /// <param name="learning">Settings of the product; the folder is the bench's own.</param>
    /// <exception cref="Core.UserErrorException">There is no shipped model.</exception>
    public static BenchReport Run(BenchSettings settings, OnlineSettings learning, CancellationToken cancellation)
    {
        using var folder = new Scratch();
        var model = TeachableModel.Open(new ModelSettings("scenes-tiny", Checkpoint: null, Seed: 0, "cpu", NumberType.Float32, Threads: 1));
        using var online = OnlineLearning.Open(learning with { Folder = folder["learning"], Versions = 2, Refit = learning.Refit with { Steps = settings.Quick ? 30 : learning.Refit.Steps } }, model, TimeProvider.System);
        settings.Say("learn: samples");
        Teach(online, each: 6);
        var first = 0L;
        for (var fit = 1; fit <= Fits; fit++)
        {
            settings.Say($"learn: fit {fit} of {Fits}");
            online.Fit(cancellation);
            if (fit == First) first = ProcessUse.Resident();
        }
        var last = ProcessUse.Resident();
        return new BenchReport("learn-memory", "Memory over fifty fits", $"after {First}",
        [
            BenchRow.Of($"resident after {Fits} fits", BenchUnit.Bytes, [last], [first], Bar.AtMost(MostGrowth)),
        ],
        [$"One process that fits and judges {Fits} versions of the same samples, one after the other; free memory that the C library keeps is not counted."]);
    }
}
