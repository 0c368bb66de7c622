using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Soak;

/// <summary>What a running analyzer holds at a moment.</summary>
/// <param name="Series">Metric series but those of the streams that stay: these get one with each kind of trouble that they meet for the first time.</param>
internal sealed record SoakSample(TimeSpan At, double Megabytes, int Handles, int Threads, int Series, int FFmpegs)
{
    public static async Task<SoakSample> TakeAsync(RunningAnalyzer analyzer, TimeSpan at, params IReadOnlyList<string> staying)
    {
        var facts = analyzer.Facts();
        var series = (await analyzer.MetricsAsync()).Split('\n')
            .Count(line => line.Length > 0 && line[0] != '#' && !staying.Any(stream => line.Contains($"stream=\"{stream}\"", StringComparison.Ordinal)));
        return new SoakSample(at, facts.Resident / 1048576.0, facts.Handles, facts.Threads, series, facts.Children.Count);
    }
}
