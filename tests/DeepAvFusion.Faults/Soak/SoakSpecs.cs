using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Soak;

/// <summary>An analyzer that runs for long while streams come and go, cameras drop out and runs are restarted. DURATION says how long, GUESTS how many streams come at once.</summary>
[Trait("Suite", "soak")]
public sealed class SoakSpecs : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // So many guests come before what they leave is judged: until then now and then a larger batch of windows than ever goes through the network, whose memory the C library keeps for
    // the next one, and methods are compiled anew the more often they run. Both end; half of the time counts in any case.
    private const int WarmUpGuests = 200;

    private readonly Footage _footage = new();

    public void Dispose() => _footage.Dispose();

    [Fact]
    public async Task Holds_no_more_after_hours_than_after_minutes()
    {
        var length = SettingsLoader.Duration(Environment.GetEnvironmentVariable("DURATION") is { Length: > 0 } text ? text : "2h");
        var atOnce = int.Parse(Environment.GetEnvironmentVariable("GUESTS") is { Length: > 0 } number ? number : "1", CultureInfo.InvariantCulture);
        await using var steady = new Camera(_footage.Looped("steady", length + TimeSpan.FromMinutes(10)));
        await using var flapping = new Camera(_footage.Usual);
        await using var guest = new Camera(_footage.Usual);
        using var analyzer = RunningAnalyzer.Start("windowing.step = 2s");
        await analyzer.AddAsync("steady", steady.Uri);
        await analyzer.AddAsync("flapping", flapping.Uri);
        var (samples, watch) = (new List<SoakSample>(), Stopwatch.StartNew());
        var (guests, restarts) = (0, 0);
        using var end = new CancellationTokenSource();
        var drops = FlapAsync(flapping, end.Token);
        var began = DateTimeOffset.UtcNow;
        while (watch.Elapsed < length)
        {
            await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => VisitAsync(Interlocked.Increment(ref guests))));
            await Waiting.UntilAsync(() => guest.Connections == 0, FaultScene.Patience, "the guests' connections to close");
            await Task.Delay(Pause);
            samples.Add(await SoakSample.TakeAsync(analyzer, watch.Elapsed, "steady", "flapping"));
        }
        await end.CancelAsync();
        var dropped = await drops;
        var windows = analyzer.Windows("steady").Where(window => window.CapturedAt > began).ToList();
        var possible = Math.Floor((windows[^1].CapturedAt - windows[0].CapturedAt) / TimeSpan.FromSeconds(2)) + 1;
        var report = new SoakReport(samples, watch.Elapsed, samples[Math.Min(WarmUpGuests / atOnce, samples.Count / 2)].At, string.Create(CultureInfo.InvariantCulture,
            $"{guests} streams added and removed, {restarts} restarts, {dropped} drops of a camera; the steady stream: {windows.Count} of {possible:0} windows, {windows.Select(window => window.Run).Distinct().Count()} run"));
        var lines = report.Lines();
        if (FaultOutcome.Table is { } table)
            await File.AppendAllLinesAsync(table, lines);
        Assert.True(report.Problems.Count == 0 && windows.Count >= 0.98 * possible, string.Join('\n', lines));

        async Task VisitAsync(int number)
        {
            var name = $"guest-{number}";
            await analyzer.AddAsync(name, guest.Uri);
            await analyzer.WindowAsync(name, window => window.IsWhole, FaultScene.Patience);
            if (number % 2 == 0)
            {
                Interlocked.Increment(ref restarts);
                await analyzer.RestartAsync(name);
                await analyzer.TellsAsync(name, told => told.Runs > 1 && told.State == "running", FaultScene.Patience, "runs again");
            }
            await analyzer.RemoveAsync(name);
            Directory.Delete(Path.Combine(analyzer.Results, name), recursive: true);
        }
    }

    /// <summary>13 s there, 4 s away.</summary>
    private static async Task<int> FlapAsync(Camera camera, CancellationToken end)
    {
        var drops = 0;
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(13), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await camera.RefuseAsync();
            drops++;
            await Task.Delay(TimeSpan.FromSeconds(4), CancellationToken.None);
            camera.Accept();
        }
        return drops;
    }
}
