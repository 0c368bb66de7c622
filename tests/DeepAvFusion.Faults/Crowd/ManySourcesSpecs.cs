using System.Globalization;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Faults.Crowd;

/// <summary>Many configured sources, most of them dead.</summary>
[Trait("Suite", "long")]
public sealed class ManySourcesSpecs
{
    private const int Dead = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Of_64_sources_60_dead_ones_leave_the_living_untouched()
    {
        using var footage = new Footage();
        await using var camera = new Camera(footage.Usual);
        await using var mute = new Camera(footage.Usual) { Mode = CameraMode.Mute };
        await using var headers = new Camera(footage.Usual) { Mode = CameraMode.HeadersOnly };
        await using var witness = await Witness.StartAsync(footage, TimeSpan.FromSeconds(2));
        var analyzer = witness.Analyzer;
        string[] dead = [$"http://127.0.0.1:{Ports.Free()}/live.ts", mute.Uri, headers.Uri];
        var began = DateTimeOffset.UtcNow;
        for (var i = 0; i < Dead; i++)
            await analyzer.AddAsync($"dead-{i}", dead[i % dead.Length]);
        for (var i = 0; i < 3; i++)
            await analyzer.AddAsync($"living-{i}", camera.Uri);
        var slowest = TimeSpan.Zero;
        List<string> problems = [];
        for (var i = 0; i < 3; i++)
        {
            await analyzer.WindowAsync($"living-{i}", window => window.IsWhole, Patience);
            slowest = DateTimeOffset.UtcNow - began;
        }
        for (var i = 0; i < Dead; i++)
            await analyzer.TellsAsync($"dead-{i}", told => told.State is "reconnecting" or "faulted", Patience, "is told to be away");
        await Task.Delay(TimeSpan.FromSeconds(30));
        var ended = DateTimeOffset.UtcNow;
        var facts = analyzer.Facts();
        var (share, here, beside) = await witness.SawAsync(began, ended);
        if (share < Bars.Now.WitnessShare)
            problems.Add("the witness lost windows");
        if (here > beside * Bars.Now.AgeRatio && here - beside > Bars.Now.AgeSlack)
            problems.Add($"the witness's results came late (p95 {here.TotalSeconds:0.00} beside {beside.TotalSeconds:0.00} s)");
        new FaultOutcome("64 sources, 60 of them dead", "-", slowest, string.Create(CultureInfo.InvariantCulture, $"all dead ones told; {facts.Children.Count} FFmpegs, {facts.Threads} threads"), share, here / beside, problems).Judge();
    }
}
