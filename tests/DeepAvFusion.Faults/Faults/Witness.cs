using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Faults;

/// <summary>
/// A healthy stream beside the faults. The same camera is watched by a second analyzer in which nothing goes wrong, so that what the machine does to both is told from what a fault does to one.
/// </summary>
internal sealed class Witness : IAsyncDisposable
{
    public const string Stream = "witness";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly Camera _camera;
    private readonly RunningAnalyzer _beside;
    private readonly TimeSpan _step;

    private Witness(Camera camera, RunningAnalyzer analyzer, RunningAnalyzer beside, TimeSpan step) => (_camera, Analyzer, _beside, _step) = (camera, analyzer, beside, step);

    /// <summary>Where the faults happen.</summary>
    public RunningAnalyzer Analyzer { get; }

    public static async Task<Witness> StartAsync(Footage footage, TimeSpan step, string settings = "")
    {
        settings = FormattableString.Invariant($"windowing.step = {step.TotalMilliseconds}ms\n{settings}");
        var camera = new Camera(footage.Looped("witness", Longest));
        var both = await Task.WhenAll(Task.Run(() => RunningAnalyzer.Start(settings)), Task.Run(() => RunningAnalyzer.Start(settings)));
        foreach (var analyzer in both)
            await analyzer.AddAsync(Stream, camera.Uri);
        foreach (var analyzer in both)
            await analyzer.WindowAsync(Stream, window => window.IsWhole && window.Window > 2, RunningAnalyzer.Patience);
        return new Witness(camera, both[0], both[1], step);
    }

    /// <summary>
    /// What the witness saw between two moments: the share of the possible windows that came, from the last one before to the first one after, and the p95 ages here and in the analyzer beside.
    /// </summary>
    public async Task<(double Share, TimeSpan Here, TimeSpan Beside)> SawAsync(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var analyzer in new[] { Analyzer, _beside })
            await ((Task)analyzer.WindowAsync(Stream, window => window.CapturedAt > to, RunningAnalyzer.Patience)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var windows = Around(Analyzer, from, to);
        var share = windows.Count < 2 || windows[^1].CapturedAt <= to ? 0 : windows.Count / (Math.Round((windows[^1].CapturedAt - windows[0].CapturedAt) / _step) + 1);
        return (share, P95(windows), P95(Around(_beside, from, to)));
    }

    public async ValueTask DisposeAsync()
    {
        Analyzer.Dispose();
        _beside.Dispose();
        await _camera.DisposeAsync();
    }

    private static List<WindowLine> Around(RunningAnalyzer analyzer, DateTimeOffset from, DateTimeOffset to)
    {
        var all = analyzer.Windows(Stream).ToList();
        var (first, last) = (all.FindLastIndex(window => window.CapturedAt <= from), all.FindIndex(window => window.CapturedAt > to));
        return all[Math.Max(0, first)..(last < 0 ? all.Count : last + 1)];
    }

    private static TimeSpan P95(List<WindowLine> windows)
    {
        var ages = windows.Select(window => window.Age).Order().ToList();
        return ages.Count == 0 ? TimeSpan.Zero : ages[Math.Max(0, (int)Math.Ceiling(0.95 * ages.Count) - 1)];
    }
}
