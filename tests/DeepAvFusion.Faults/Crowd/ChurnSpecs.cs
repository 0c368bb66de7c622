using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;
using DeepAvFusion.Faults.Soak;

namespace DeepAvFusion.Faults.Crowd;

/// <summary>A thousand times the same: nothing may pile up.</summary>
[Trait("Suite", "long")]
public sealed class ChurnSpecs : IDisposable
{
    private const int Times = 1000;
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Footage _footage = new();

    public void Dispose() => _footage.Dispose();

    [Fact]
    public Task A_thousand_streams_added_and_removed_leave_nothing() => ChurnAsync("1,000 streams added and removed", async (analyzer, camera, lane, time) =>
    {
        var name = $"guest-{lane}-{time}";
        await analyzer.AddAsync(name, camera.Uri);
        await analyzer.TellsAsync(name, told => told.State == "running", Patience, "runs");
        await analyzer.RemoveAsync(name);
        await Waiting.UntilAsync(() => camera.Connections == 0, Patience, "the connection to close");
    });

    [Fact]
    public Task A_thousand_reconnects_leave_nothing() => ChurnAsync("1,000 reconnects", async (analyzer, camera, lane, time) =>
    {
        var name = $"lane-{lane}";
        if (await analyzer.ToldAsync(name) is not { } told)
        {
            await analyzer.AddAsync(name, camera.Uri);
            await analyzer.TellsAsync(name, stream => stream.State == "running", Patience, "runs");
            return;
        }
        await analyzer.RestartAsync(name);
        await analyzer.TellsAsync(name, stream => stream.Runs > told.Runs && stream.State == "running", Patience, "runs again");
    });

    private async Task ChurnAsync(string fault, Func<RunningAnalyzer, Camera, int, int, Task> turn)
    {
        await using var witness = await Witness.StartAsync(_footage, TimeSpan.FromSeconds(2));
        var cameras = Enumerable.Range(0, AtOnce).Select(_ => new Camera(_footage.Usual)).ToList();
        var (samples, watch, began) = (new List<SoakSample>(), Stopwatch.StartNew(), DateTimeOffset.UtcNow);
        for (var time = 0; time < Times / AtOnce; time++)
        {
            await Task.WhenAll(cameras.Select((camera, lane) => turn(witness.Analyzer, camera, lane, time)));
            samples.Add(await SoakSample.TakeAsync(witness.Analyzer, watch.Elapsed, Witness.Stream));
        }
        var ended = DateTimeOffset.UtcNow;
        foreach (var camera in cameras)
            await camera.DisposeAsync();
        List<string> problems = [];
        List<string> grown = [];
        foreach (var (what, value, most) in new (string, Func<SoakSample, double>, double)[] { ("MB", s => s.Megabytes, 60), ("handles", s => s.Handles, 10), ("threads", s => s.Threads, 8), ("series", s => s.Series, 5), ("FFmpegs", s => s.FFmpegs, 4) })
        {
            var quarter = samples.Count / 4;
            var (second, last) = (Median(samples.Skip(quarter).Take(quarter).Select(value)), Median(samples.TakeLast(quarter).Select(value)));
            grown.Add(string.Create(CultureInfo.InvariantCulture, $"{last - second:+0;-0;0} {what} ({second:0} to {last:0})"));
            if (last - second > most)
                problems.Add($"{what} grow");
        }
        var (share, here, beside) = await witness.SawAsync(began, ended);
        if (share < Bars.Now.WitnessShare)
            problems.Add("the witness lost windows");
        new FaultOutcome(fault, "-", null, "from the second quarter to the last: " + string.Join(", ", grown), share, here / beside, problems).Judge();
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
