using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Packets;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

public sealed class LiveSourceSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private static readonly SourceSettings Paced = Settings with { LivePacing = true };

    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Theory]
    [InlineData("rtsp")]
    [InlineData("http")]
    [InlineData("rtmp")]
    public async Task Gives_up_on_a_server_that_never_answers(string scheme)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var before = FFmpegs();
        var watch = Stopwatch.StartNew();
        var error = await Fails($"{scheme}://admin:hunter2@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x", Settings with { ConnectTimeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(SourceFailure.ConnectTimeout, error.Failure);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 60);
        Assert.DoesNotContain("hunter2", error.ToString());
        Assert.Equal(before, FFmpegs());
    }

    [Fact]
    public async Task Lets_itself_be_cancelled_while_it_connects()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var before = FFmpegs();
        using var cancel = new CancellationTokenSource();
        var open = MediaSource.OpenAsync(Sourcing.Stream, RunId.Next(), SourceUri.Parse($"rtsp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x"),
            Settings, TimeProvider.System, cancel.Token);
        using (await listener.AcceptTcpClientAsync())
            await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => open);
        Assert.Equal(before, FFmpegs());
    }

    [Theory]
    [InlineData("rtsp")]
    [InlineData("http")]
    [InlineData("rtmp")]
    public async Task Says_that_nobody_listens(string scheme) =>
        Assert.Equal(SourceFailure.Unreachable, (await Fails($"{scheme}://127.0.0.1:{Ports.Free()}/x")).Failure);

    [Fact]
    public async Task What_is_told_of_a_source_is_the_same_where_its_packets_are_kept()
    {
        var clip = clips.Both(3, name: "kept.ts");
        var shelf = new PacketShelf(TimeSpan.FromSeconds(10), 16 << 20, TimeProvider.System);
        await using var plain = await Open(clip, Paced);
        await using var kept = await Open(clip, Paced with { Packets = shelf });
        Assert.Equal(plain.Format.ToString(), kept.Format.ToString());
        await Drain(kept);
        Assert.NotEmpty(shelf.Of(Sourcing.Stream, picture: true));
        Assert.NotEmpty(shelf.Of(Sourcing.Stream, picture: false));
    }

    [Fact]
    public async Task Ends_a_source_that_is_connected_but_silent()
    {
        var clip = clips.Both(16, name: "stuck.ts");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await using var source = await Open($"http://127.0.0.1:{server.Port}/stuck/stuck.ts", Settings with { StallTimeout = TimeSpan.FromSeconds(3.5) });
        var error = await Assert.ThrowsAsync<SourceStalledException>(() => Drain(source));
        Assert.Contains("3.5 s", error.Message);
        Assert.InRange(source.Counters.Pictures, 50, 90);
        Assert.False(IsRunning(source.ProcessId));
    }

    [Theory]
    [InlineData("deaf.mkv", true)]
    [InlineData("blind.mkv", false)]
    public async Task Notices_when_one_side_alone_stalls(string name, bool soundStalls)
    {
        var path = clips.Make(name, "-f", "lavfi", "-i", $"testsrc2=s=64x64:r=10:d={(soundStalls ? 180 : 1)}",
            "-f", "lavfi", "-i", $"sine=r=16000:d={(soundStalls ? 1 : 180)}", "-c:v", "ffv1", "-c:a", "pcm_s16le");
        await using var source = await Open(path, Paced with { StallTimeout = TimeSpan.FromSeconds(1) });
        var reading = Drain(source);
        // Frames come and go meanwhile; where the machine pauses, both sides may be late for a moment.
        await Until(() => (source.SoundStalled, source.PictureStalled) == (soundStalls, !soundStalls));
        Assert.False(reading.IsCompleted);
        await source.DisposeAsync();
        await reading;
        Assert.False(source.SoundStalled || source.PictureStalled, "what has ended does not stall");
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(0, 9)]
    public async Task Gives_one_side_at_once_and_the_other_when_it_comes(int picture, int sound)
    {
        var path = clips.Make($"late{picture}-{sound}.mkv", "-itsoffset", $"{picture}", "-f", "lavfi", "-i", $"testsrc2=s=64x64:r=10:d={14 - picture}",
            "-itsoffset", $"{sound}", "-f", "lavfi", "-i", $"sine=r=16000:d={14 - sound}", "-c:v", "mpeg4", "-c:a", "pcm_s16le");
        await using var source = await Open(path, Paced with { ConnectTimeout = TimeSpan.FromSeconds(6) });
        Assert.Contains("has not come yet", source.Format.ToString(), StringComparison.Ordinal);
        var frames = new List<AvFrame>();
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
            frames.Add(frame);
        Assert.InRange(frames[0].Time.Seconds, 0, 1);
        Assert.Equal(10 * (14 - picture), frames.OfType<PictureFrame>().Count());
        Assert.Equal(14 - sound, Samples(frames).Length / 16000.0, tolerance: 0.2);
        Assert.Equal(picture, frames.OfType<PictureFrame>().First().Time.Seconds, tolerance: 0.2);
        Assert.Equal(sound, frames.OfType<SoundFrame>().First().Time.Seconds, tolerance: 0.2);
        Give(frames);
    }

    [Fact]
    public async Task Tells_that_pictures_are_rare()
    {
        var path = clips.Make("rare.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=1/2:d=10", "-f", "lavfi", "-i", "sine=r=16000:d=10", "-c:v", "mpeg4", "-c:a", "pcm_s16le");
        await using var source = await Open(path);
        var remarks = new List<string>();
        source.Remarked += remarks.Add;
        await Drain(source);
        Assert.Contains("a picture only every 2 s", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_pause_of_this_machine_for_no_stall_of_the_source()
    {
        var time = new LeapingTime();
        await using var source = await MediaSource.OpenAsync(Sourcing.Stream, RunId.Next(), SourceUri.Parse(clips.Both(6, name: "paused.mp4")), Paced, time, CancellationToken.None);
        var pictures = 0;
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
        {
            frame.Dispose();
            if (frame is PictureFrame && ++pictures is 10 or 30)
                time.Leap(TimeSpan.FromHours(1));
        }
        Assert.Equal(60, source.Counters.Pictures);
    }

    [Fact]
    public async Task Plays_a_file_at_its_own_pace_and_knows_when_each_frame_was_due()
    {
        var watch = Stopwatch.StartNew();
        var read = await ReadAll(clips.Both(3, name: "paced.mp4"), Paced);
        Assert.InRange(watch.Elapsed.TotalSeconds, 2.5, 60);
        // The wall time of the media's zero, as each frame has it: the first frames settle it, and a late one never moves it back.
        var zeros = read.Frames.OfType<PictureFrame>().Skip(1).Select(f => (f.ArrivedAt - f.Time.FromStart - read.Frames[0].ArrivedAt).TotalSeconds).ToList();
        Assert.Equal(29, zeros.Count);
        Assert.True(zeros.Zip(zeros.Skip(1)).Count(pair => pair.Second > pair.First + 0.1) <= 2, string.Join(' ', zeros));
        Give(read);
    }

    [Fact]
    public async Task Never_lets_a_slow_consumer_hold_up_a_live_source()
    {
        await using var source = await Open(clips.Both(4, name: "slow.mp4"), Paced with { Queue = TimeSpan.FromSeconds(1) });
        // The consumer takes one frame and then nothing until the source has come to its end.
        await using var frames = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await frames.MoveNextAsync());
        var first = frames.Current is PictureFrame ? 1 : 0;
        frames.Current.Dispose();
        await Until(() => source.Counters.Pictures == 40 && !IsRunning(source.ProcessId));
        var left = new List<AvFrame>();
        while (await frames.MoveNextAsync())
            left.Add(frames.Current);
        var counters = source.Counters;
        // The last second of the media, however long it took to come.
        Assert.InRange(left.OfType<PictureFrame>().First().Time.Seconds, 2.5, 3.5);
        Assert.InRange(left.OfType<SoundFrame>().First().Time.Seconds, 2.5, 3.5);
        Assert.Equal(counters.Pictures, first + left.OfType<PictureFrame>().Count() + counters.Lost[(SourcePart.Picture, LossReason.Stale)]);
        Assert.True(counters.Lost[(SourcePart.Sound, LossReason.Stale)] > 100);
        Give(left);
    }

    [Fact]
    public async Task Can_be_opened_and_closed_many_times_without_leaving_anything()
    {
        var clip = clips.Both(6, name: "again.mp4");
        var before = FFmpegs();
        for (var i = 0; i < 8; i++)
        {
            await using var source = await Open(clip, Paced);
            await foreach (var frame in source.ReadAsync(CancellationToken.None))
            {
                frame.Dispose();
                break;
            }
        }
        Assert.Equal(before, FFmpegs());
    }

    /// <summary>FFmpeg processes of this test run.</summary>
    private static int FFmpegs()
    {
        var count = 0;
        foreach (var process in Process.GetProcessesByName("ffmpeg"))
            using (process)
                if (File.Exists($"/proc/{process.Id}/stat") && File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ') is var fields
                    && fields[0] != "Z" && fields[1] == Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    count++;
        return count;
    }
}
