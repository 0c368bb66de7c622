using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Machine;

/// <summary>SIGTERM while everything is broken at once.</summary>
public sealed class SignalSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(11);

    private readonly Footage _footage = new();

    public void Dispose() => _footage.Dispose();

    [Fact]
    public async Task Ends_within_the_grace_period_whatever_the_sources_do()
    {
        var folder = Directory.CreateTempSubdirectory("davf-signal-").FullName;
        var pipe = Path.Combine(folder, "pipe");
        Limits.Run("mkfifo", pipe);
        await using var healthy = new Camera(_footage.Usual);
        await using var stopped = new Camera(_footage.Usual);
        await using var garbage = new Camera(_footage.Usual) { Mode = CameraMode.Garbage };
        await using var mute = new Camera(_footage.Usual) { Mode = CameraMode.Mute };
        await using var frozen = new Camera(_footage.Usual);
        using var analyzer = RunningAnalyzer.Start($"windowing.step = 2s\nstreams {{ fifo {{ uri = \"{pipe}\" }} }}", folder);
        foreach (var (name, camera) in new[] { ("healthy", healthy), ("garbage", garbage), ("mute", mute), ("frozen", frozen) })
            await analyzer.AddAsync(name, camera.Uri);
        await analyzer.WindowAsync("healthy", window => window.IsWhole, Patience);
        await analyzer.WindowAsync("frozen", window => window.IsWhole, Patience);
        var before = analyzer.Facts().Children;
        await analyzer.AddAsync("stopped", stopped.Uri);
        await analyzer.WindowAsync("stopped", window => window.IsWhole, Patience);
        foreach (var decoder in analyzer.Facts().Children.Except(before))
            Limits.Signal("STOP", decoder);
        frozen.Player.Frozen = true;
        await analyzer.TellsAsync("fifo", told => told.Detail.Contains("pipe", StringComparison.Ordinal), Patience, "tells that it is a pipe");

        List<string> problems = [];
        var left = analyzer.Facts().Children;
        var watch = Stopwatch.StartNew();
        analyzer.Signal(15);
        try
        {
            var code = await analyzer.WaitForExitAsync(Patience);
            if (code != 0)
                problems.Add($"exit code {code}");
        }
        catch (OperationCanceledException)
        {
            problems.Add("it never ended");
        }
        var took = watch.Elapsed;
        if (took > Bound * Bars.Now.Patience)
            problems.Add("too late");
        if (left.Any(id => File.Exists($"/proc/{id}/cmdline") && ProcessFacts.Arguments(id).StartsWith("ffmpeg", StringComparison.Ordinal)))
            problems.Add("an FFmpeg is left");
        new FaultOutcome("SIGTERM with a named pipe, garbage, a mute and a frozen camera, a stopped FFmpeg", string.Create(CultureInfo.InvariantCulture, $"{Bound.TotalSeconds:0} s"), took, "exit code 0, no FFmpeg left", null, null, problems).Judge();
    }
}
