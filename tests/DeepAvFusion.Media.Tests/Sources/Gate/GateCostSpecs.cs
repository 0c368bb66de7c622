using System.Diagnostics;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Sources.Gate;
using DeepAvFusion.Media.Tests.Servers;
using Xunit.Abstractions;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources.Gate;

/// <summary>What the gate adds to a source: the same FFmpeg with the same arguments, through it and straight to the server, in turns.</summary>
[Trait("Suite", "long")]
public sealed class GateCostSpecs(Clips clips, ITestOutputHelper output) : IClassFixture<Clips>
{
    private const int LeastRounds = 3;
    private const int MostRounds = 30;

    // the best of the rounds is judged, and there are more of them while other work may have made all of one side slow, so that only a gate that is slow every time is found, on whatever machine
    private const double MostTimes = 1.5;
    private const double MostMore = 0.5;

    [Fact]
    public async Task A_recording_from_a_web_server_comes_as_soon_and_as_fast()
    {
        var clip = clips.Make("large.ts", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25,noise=alls=20:allf=t", "-t", "8", "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "20M", "-f", "mpegts");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await Compare("recording", SourceUri.Parse($"http://127.0.0.1:{server.Port}/large.ts"), "http,https,tls,tcp,crypto", toTheEnd: true);
    }

    [Fact]
    public async Task A_playlist_comes_as_soon_and_as_fast()
    {
        var clip = clips.Both(20, name: "listed.mp4");
        Clips.Run("-i", clip, "-c", "copy", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0", clips["list.m3u8"]);
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await Compare("playlist of 20 segments", SourceUri.Parse($"http://127.0.0.1:{server.Port}/list.m3u8"), "http,https,tls,tcp,crypto", toTheEnd: true);
    }

    [NeedsFact("rtsp")]
    public async Task A_camera_comes_as_soon()
    {
        using var server = await RtspServer.StartAsync();
        await Compare("RTSP camera", SourceUri.Parse($"rtsp://127.0.0.1:{server.Port}/both"), "rtsp,rtsps,rtp,udp,tcp,tls", toTheEnd: false);
    }

    private async Task Compare(string what, SourceUri source, string protocols, bool toTheEnd)
    {
        var (straight, gated) = (new List<(double First, double All)>(), new List<(double First, double All)>());
        for (var round = 0; round < LeastRounds || (round < MostRounds && !(IsAsGood(run => run.First) && IsAsGood(run => run.All))); round++)
        {
            straight.Add(await Run(source, null, new FfmpegInput(source.Address, protocols), toTheEnd));
            await using var gate = SourceGate.For(source, SourcePolicy.Open)!;
            gated.Add(await Run(source, gate, gate.Input, toTheEnd));
        }
        output.WriteLine(FormattableString.Invariant(
            $"{what}: first media after {straight.Min(run => run.First):0.000} s straight, {gated.Min(run => run.First):0.000} s gated; all after {straight.Min(run => run.All):0.000} s and {gated.Min(run => run.All):0.000} s; {gated.Count} rounds"));
        Assert.True(IsAsGood(run => run.First), "the first media came late every time");
        Assert.True(IsAsGood(run => run.All), "the whole came late every time");

        bool IsAsGood(Func<(double First, double All), double> time) => gated.Min(time) <= (MostTimes * straight.Min(time)) + MostMore;
    }

    private static async Task<(double First, double All)> Run(SourceUri source, SourceGate? gate, FfmpegInput input, bool toTheEnd)
    {
        var clock = Stopwatch.StartNew();
        using var process = FfmpegProcess.Start(FfmpegArguments.Of(source, input, Settings, SourceWay.First(SourceSides.Both), isLive: !toTheEnd, DateTimeOffset.UtcNow), new FfmpegLog(text => text, _ => { }), "cost");
        gate?.Admit(process.Id);
        var buffer = new byte[1 << 16];
        var first = await process.Output.ReadAsync(buffer) > 0 ? clock.Elapsed.TotalSeconds : double.NaN;
        while (toTheEnd && await process.Output.ReadAsync(buffer) > 0)
            continue;
        return (first, clock.Elapsed.TotalSeconds);
    }
}
