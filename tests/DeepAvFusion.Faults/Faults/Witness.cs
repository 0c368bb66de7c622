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

    /// <summary>Share of the possible windows that came between two moments.</summary>
    public double Share(DateTimeOffset from, DateTimeOffset to)
    {
        var windows = During(Analyzer, from, to);
        return windows.Count < 2 ? 0 : windows.Count / (Math.Round((windows[^1].CapturedAt - windows[0].CapturedAt) / _step) + 1);
    }

    /// <summary>p95 ages here and in the analyzer beside.</summary>
    public (TimeSpan Here, TimeSpan Beside) Ages(DateTimeOffset from, DateTimeOffset to) => (P95(During(Analyzer, from, to)), P95(During(_beside, from, to)));

    public async ValueTask DisposeAsync()
    {
        Analyzer.Dispose();
        _beside.Dispose();
        await _camera.DisposeAsync();
    }

    private static List<WindowLine> During(RunningAnalyzer analyzer, DateTimeOffset from, DateTimeOffset to) =>
        [.. analyzer.Windows(Stream).Where(window => window.CapturedAt >= from && window.CapturedAt <= to)];

    private static TimeSpan P95(List<WindowLine> windows)
    {
        var ages = windows.Select(window => window.Age).Order().ToList();
        return ages.Count == 0 ? TimeSpan.Zero : ages[Math.Max(0, (int)Math.Ceiling(0.95 * ages.Count) - 1)];
    }
}
