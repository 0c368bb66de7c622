using DeepAvFusion.Core;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>What is measured, and how long.</summary>
/// <param name="Quick">Less of everything, under about a minute a benchmark.</param>
/// <param name="Threads">Of the network, here and in the program beside.</param>
/// <param name="Device">`cpu`, `cuda` or `cuda:N`.</param>
/// <param name="Presets">Networks; null for the benchmark's own.</param>
/// <param name="Batches">Batch sizes; null for the benchmark's own.</param>
/// <param name="Turns">Turns that count; null for the benchmark's own.</param>
/// <param name="Clock">Which time is counted where programs stand side by side.</param>
/// <param name="Say">Told what is being measured.</param>
public sealed record BenchSettings(bool Quick, int Threads, string Device, IReadOnlyList<string>? Presets, IReadOnlyList<int>? Batches, int? Turns, BenchClock Clock, Action<string> Say)
{
    private const int UsualTurns = 5;
    private const int QuickTurns = 3;
    private const int MostBatch = 512;
    private const int MostTurns = 1000;

    public int TurnsOrUsual => Turns ?? (Quick ? QuickTurns : UsualTurns);

    public IReadOnlyList<int> BatchesOr(int[] usual, int[] quick) => Batches ?? (Quick ? quick : usual);

    public IReadOnlyList<string> PresetsOr(string[] usual, string[] quick) => Presets ?? (Quick ? quick : usual);

    /// <exception cref="UserErrorException">Something cannot be measured; all problems are listed.</exception>
    public void Check()
    {
        var problems = new List<string>();
        if (Threads < 1 || Threads > 1024)
            problems.Add($"--threads {Threads} must be 1 to 1024");
        if (Clock == BenchClock.Cpu && (Threads > 1 || Device != "cpu"))
            problems.Add("--clock cpu tells how long something takes with one thread on the cpu only");
        if (Turns is < 1 or > MostTurns)
            problems.Add($"--turns {Turns} must be 1 to {MostTurns}");
        problems.AddRange((Batches ?? []).Where(batch => batch is < 1 or > MostBatch).Select(batch => $"--batch {batch} must be 1 to {MostBatch}"));
        problems.AddRange((Presets ?? []).Except(EncoderPresets.Names).Select(name => $"--preset {name} is unknown; known are {string.Join(", ", EncoderPresets.Names)}"));
        if (problems.Count > 0)
            throw new UserErrorException($"This cannot be measured: {string.Join("; ", problems)}.");
    }
}
