using System.Globalization;

namespace DeepAvFusion.Faults.Soak;

/// <summary>What a soak found: a table of what the analyzer held, with slopes and verdicts.</summary>
/// <param name="warmUp">Until then the samples do not count.</param>
internal sealed class SoakReport(IReadOnlyList<SoakSample> samples, TimeSpan length, TimeSpan warmUp, string churn)
{
    private static readonly (string What, Func<SoakSample, double> Value, double MostPerHour)[] Held =
    [
        ("resident memory, MB", sample => sample.Megabytes, 12),
        ("handles", sample => sample.Handles, 3),
        ("threads", sample => sample.Threads, 2),
        ("metric series", sample => sample.Series, 1),
        ("FFmpegs", sample => sample.FFmpegs, 0.5),
    ];

    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Lines of Markdown.</summary>
    public IReadOnlyList<string> Lines()
    {
        var counted = samples.Where(sample => sample.At > warmUp).ToList();
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0} minutes, {counted.Count} samples after a warm-up of {warmUp.TotalMinutes:0} minutes; {churn}."),
            "",
            "| held | first tenth | middle | last tenth | slope an hour | most | verdict |",
            "|---|---|---|---|---|---|---|",
        ];
        var problems = new List<string>();
        foreach (var (what, value, most) in Held)
        {
            var slope = Slope.Of([.. counted.Select(sample => (sample.At, value(sample)))]);
            var tenth = Math.Max(1, counted.Count / 10);
            if (slope.Exceeds(most))
                problems.Add($"{what} grow");
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {Median(counted.Take(tenth).Select(value)):0.#} | {Median(counted.Skip((counted.Count - tenth) / 2).Take(tenth).Select(value)):0.#} | {Median(counted.TakeLast(tenth).Select(value)):0.#} | {slope.PerHour:+0.0;-0.0} ± {slope.Error:0.0} | {most:0.#} | {(slope.Exceeds(most) ? "MISSED" : "ok")} |"));
        }
        Problems = problems;
        return lines;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
