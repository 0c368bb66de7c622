using DeepAvFusion.Benchmarks.Ingest;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Benchmarks.Teach;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Training.Online;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Cli.Bench;

/// <summary>Ages and losses of live streams while versions are fitted and judged without a pause, beside those of the same streams without.</summary>
internal static class LearnBench
{
    private const int Streams = 2;
    private const double MostGrowth = 1.1;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan QuickLength = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <exception cref="Core.UserErrorException">The model or FFmpeg cannot be used.</exception>
    public static async Task<BenchReport> RunAsync(BenchSettings settings, CancellationToken cancellation)
    {
        settings.Check();
        var loaded = SettingsLoader.Load([], ["davf.model.preset=scenes-tiny", "davf.learning.gates.gain=1", "davf.learning.versions=2", "davf.learning.live.recall=5s"]);      // no candidate gains that much, so the next fit is made
        var all = loaded.Bind(ProductSettings.From);
        var folder = Directory.CreateTempSubdirectory("davf-bench-learn-");
        try
        {
            var learning = all.Learning with { Folder = folder.FullName };
            settings.Say("encoding a clip");
            using var clip = await LiveClip.EncodeAsync(settings.Quick ? QuickLength : Length, cancellation).ConfigureAwait(false);
            settings.Say("samples to fit to");
            using (var online = OnlineLearning.Open(learning, TeachableModel.Open(all.Engine.Model), TimeProvider.System)) FitMemoryBench.Teach(online, each: 10);
            var (busy, idle, fits) = (new List<OverloadPhase>(), new List<OverloadPhase>(), 0);
            for (var turn = 0; turn < settings.TurnsOrUsual; turn++)
            {
                settings.Say("without fits");
                idle.Add(await Measure(null).ConfigureAwait(false));
                settings.Say("with fits");
                busy.Add(await Measure(async (services, stop) => fits += await FitOnAsync(services.GetRequiredService<LearningDesk>(), stop).ConfigureAwait(false)).ConfigureAwait(false));
            }
            return Report(busy, idle, fits);

            Task<OverloadPhase> Measure(Func<IServiceProvider, CancellationToken, Task>? beside) => OverloadPhase.MeasureAsync(
                loaded, all.Engine with { Windows = all.Engine.Windows with { Step = Step } }, all.Logs, clip.Path, Streams, live: true, learning, beside);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One fit after the other.</summary>
    /// <returns>Fits that were ended.</returns>
    private static async Task<int> FitOnAsync(LearningDesk desk, CancellationToken stop)
    {
        var fits = 0;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (desk.Status.Phase is TrainerPhase.Off or TrainerPhase.Fitting)
                    await Task.Delay(LookEvery, stop).ConfigureAwait(false);
                else
                {
                    await desk.FitAsync("bench", stop).ConfigureAwait(false);
                    fits++;
                    while (desk.Status.Phase == TrainerPhase.Fitting) await Task.Delay(LookEvery, stop).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        return fits;
    }

    private static BenchReport Report(List<OverloadPhase> busy, List<OverloadPhase> idle, int fits)
    {
        BenchRow Row(string what, Func<OverloadPhase, double> value, Bar? bar) => BenchRow.Of(what, BenchUnit.Seconds, [.. busy.Select(value)], [.. idle.Select(value)], bar);
        var (lost, lostWithout) = (busy.Sum(Lost), idle.Sum(Lost));
        return new BenchReport("learn", "Age of results while versions are fitted", "without fits",
        [
            Row("p50", phase => phase.Age.P50, null),
            Row("p95", phase => phase.Age.P95, null),
            Row("p99", phase => phase.Age.P99, Bar.AtMost(MostGrowth)),
            new BenchRow("windows lost beyond those without fits", BenchUnit.Share, Spread.Once((lost - lostWithout) / (double)busy.Sum(phase => phase.Analysed + Lost(phase))))
            {
                Bar = Bar.AtMost(MostGrowth - 1),
                Remark = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lost} with, {lostWithout} without, of {busy.Sum(phase => phase.Analysed + Lost(phase))} and {idle.Sum(phase => phase.Analysed + Lost(phase))}; {fits} fits"),
            },
        ],
        [
            $"{Streams} live streams with a window every {Step.TotalMilliseconds:0} ms, in turn without fits and with one fit after the other, on the thread and with the priority that fits have in `deepav run`.",
            $"The bar: p99 at most {MostGrowth} times that without fits.",
        ]);
    }

    private static long Lost(OverloadPhase phase) => phase.Lost.Values.Sum();
}
