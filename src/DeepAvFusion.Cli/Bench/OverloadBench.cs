using System.Globalization;
using DeepAvFusion.Benchmarks.Ingest;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Cli.Bench;

/// <summary>Ages and losses when more windows come than the device can do: the age of what is told must not grow with the load.</summary>
internal static class OverloadBench
{
    private const int Streams = 2;
    private const int JudgedLoad = 3;
    private const double MostGrowth = 2;
    private static readonly int[] Loads = [1, 2, JudgedLoad, 10];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan QuickLength = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PaceStep = TimeSpan.FromMilliseconds(250);

    /// <exception cref="Core.UserErrorException">The model or FFmpeg cannot be used.</exception>
    public static async Task<BenchReport> RunAsync(BenchSettings settings, CancellationToken cancellation)
    {
        settings.Check();
        var loaded = SettingsLoader.Load([], []);
        var all = loaded.Bind(ProductSettings.From);
        settings.Say("encoding a clip");
        using var clip = await LiveClip.EncodeAsync(settings.Quick ? QuickLength : Length, cancellation).ConfigureAwait(false);
        Task<OverloadPhase> Measure(TimeSpan step, bool live) =>
            OverloadPhase.MeasureAsync(loaded, all.Engine with { Windows = all.Engine.Windows with { Step = step } }, all.Logs, clip.Path, Streams, live);

        var phases = Loads.ToDictionary(load => load, _ => new List<OverloadPhase>());
        for (var turn = 0; turn < settings.TurnsOrUsual; turn++)
        {
            settings.Say("how many windows a second the device can do");
            var pace = await Measure(PaceStep, live: false).ConfigureAwait(false);
            var window = pace.Took / pace.Analysed;
            foreach (var load in Loads)
            {
                settings.Say($"{load} times that");
                phases[load].Add(await Measure(window * Streams / load, live: true).ConfigureAwait(false));
            }
        }
        return new BenchReport("overload", "Age of results under overload (seconds)", "at 1x", [.. Loads.SelectMany(load => Rows(load, phases[load], phases[1]))],
        [
            $"{Streams} live streams ask for 1, 2, 3 and 10 times the windows that the device was just measured to do; what it cannot do is shed, the stalest first, and counted by reason.",
            $"The bar: p99 at {JudgedLoad}x is at most {MostGrowth:0} times that at 1x.",
        ]);
    }

    private static IEnumerable<BenchRow> Rows(int load, List<OverloadPhase> phases, List<OverloadPhase> usual)
    {
        BenchRow Row(string quantile, Func<OverloadPhase, double> value) => load == 1
            ? new BenchRow($"{load}x: {quantile}", BenchUnit.Seconds, Spread.Of([.. phases.Select(value)]))
            : BenchRow.Of($"{load}x: {quantile}", BenchUnit.Seconds, [.. phases.Select(value)], [.. usual.Select(value)], load == JudgedLoad && quantile == "p99" ? Bar.AtMost(MostGrowth) : null);
        yield return Row("p50", phase => phase.Age.P50);
        yield return Row("p95", phase => phase.Age.P95);
        yield return Row("p99", phase => phase.Age.P99);
        var reasons = phases.SelectMany(phase => phase.Lost).GroupBy(lost => lost.Key).Select(reason => $"{SettingsReader.Dashed(reason.Key.ToString())} {reason.Sum(lost => lost.Value)}");
        yield return new BenchRow($"{load}x: lost", BenchUnit.Share, Spread.Of([.. phases.Select(phase => 1 - (1 / phase.Load))]))
        {
            Remark = string.Create(CultureInfo.InvariantCulture, $"{phases.Sum(phase => phase.Analysed)} analysed; {string.Join(", ", reasons.DefaultIfEmpty("none lost"))}"),
        };
    }
}
