using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Real servers on the loopback interface, each with its own port.</summary>
public sealed class NetworkSourceSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [NeedsFact("rtsp")]
    public async Task Reads_a_camera_over_RTSP()
    {
        using var server = await RtspServer.StartAsync();
        await using var source = await Open($"rtsp://127.0.0.1:{server.Port}/both");
        var (pictures, seconds) = await ReadFor(source, 3);
        Assert.True(source.IsLive);
        Assert.True(source.Format is { HasPicture: true, HasSound: true, Duration: null });
        Assert.InRange(pictures, 10, 60);
        Assert.InRange(seconds, 3, 10);
        Assert.False(source.SoundStalled || source.PictureStalled);
        Assert.NotNull(source.Clock.Skew);
    }

    [NeedsFact("rtsp")]
    public async Task Knows_users_with_hard_passwords_and_tells_them_to_nobody()
    {
        using var server = await RtspServer.StartAsync();
        var host = $"127.0.0.1:{server.LockedPort}/eye";
        foreach (var user in new[] { "", $"{RtspServer.User}:hunter2@" })
        {
            var error = await Fails($"rtsp://{user}{host}");
            Assert.Equal(SourceFailure.Unauthorized, error.Failure);
            Assert.DoesNotContain("hunter2", error.ToString());
        }
        await using var source = await Open($"rtsp://{RtspServer.User}:{RtspServer.Password}@{host}");
        Assert.True(source.Format is { HasPicture: true, HasSound: false });
        Assert.DoesNotContain("w#rd", source.Uri + string.Join('\n', source.Log));
    }

    [NeedsFact("rtsp")]
    public async Task Notices_a_camera_that_freezes()
    {
        using var server = await RtspServer.StartAsync();
        await using var source = await Open($"rtsp://127.0.0.1:{server.Port}/both", Settings with { StallTimeout = TimeSpan.FromSeconds(4) });
        await ReadFor(source, 0.5);
        server.Freeze();
        await Assert.ThrowsAsync<SourceStalledException>(() => ReadFor(source, 60));
        Assert.False(IsRunning(source.ProcessId));
    }

    [NeedsFact("rtsp")]
    public async Task Says_that_a_camera_has_no_such_stream()
    {
        using var server = await RtspServer.StartAsync();
        Assert.Equal(SourceFailure.NotFound, (await Fails($"rtsp://127.0.0.1:{server.Port}/none")).Failure);
    }

    [NeedsFact("rtmp")]
    public async Task Reads_a_broadcast_over_RTMP()
    {
        using var server = await RtmpServer.StartAsync();
        var url = $"rtmp://127.0.0.1:{server.Port}/live/cam";
        using var publisher = Clips.Start("-re", "-i", clips.Both(30, name: "rtmp.mp4"), "-c", "copy", "-f", "flv", url);
        try
        {
            await using var source = await Open(url);
            Assert.InRange((await ReadFor(source, 2)).Pictures, 5, 60);
            Assert.True(source.Format is { HasPicture: true, HasSound: true });
        }
        finally
        {
            publisher.Kill();
        }
    }

    [Fact]
    public async Task Reads_a_transport_stream_over_UDP_and_does_without_sound_that_never_comes()
    {
        var path = clips.Make("mute.ts", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=90", "-f", "lavfi", "-i", "sine=r=16000:d=90",
            "-af", "aselect='lt(t,0)'", "-c:v", "mpeg2video", "-g", "5", "-c:a", "aac");
        var port = Ports.Free(SocketType.Dgram);
        await using var sender = new UdpSender(path, port, TimeSpan.FromSeconds(90));
        await using var source = await Open($"udp://127.0.0.1:{port}", Settings with { ConnectTimeout = TimeSpan.FromSeconds(21) });
        Assert.InRange((await ReadFor(source, 1)).Pictures, 3, 60);
        Assert.True(source.Format is { HasPicture: true, HasSound: false });
        Assert.True(source.SoundStalled);
    }

    [Fact]
    public async Task Follows_a_live_source_that_changes_its_picture_its_sound_and_its_clock()
    {
        var port = Ports.Free(SocketType.Dgram);
        await using var sender = new UdpSender(clips.Changing(clocks: true), port, TimeSpan.FromSeconds(6));
        await using var source = await Open($"udp://127.0.0.1:{port}");
        await ReadFor(source, 4.5);
        Assert.InRange(source.Counters.Discontinuities, 1, 2);
        Assert.InRange(source.Counters.Pictures, 30, 70);
    }

    [Fact]
    public async Task Reads_SRT_and_knows_a_wrong_passphrase()
    {
        var port = Ports.Free(SocketType.Dgram);
        using var sender = Clips.Start("-re", "-stream_loop", "-1", "-i", clips.Both(30, name: "srt.mp4"), "-c", "copy", "-f", "mpegts",
            $"srt://127.0.0.1:{port}?mode=listener&passphrase=correct-horse&pbkeylen=16");
        try
        {
            await Ports.Receiving(port);
            var error = await Fails($"srt://127.0.0.1:{port}?passphrase=battery-staple&pbkeylen=16");
            Assert.Contains(error.Failure, new[] { SourceFailure.Unauthorized, SourceFailure.Unreachable });
            Assert.DoesNotContain("staple", error.ToString());
            await using var source = await Open($"srt://127.0.0.1:{port}?passphrase=correct-horse&pbkeylen=16");
            Assert.InRange((await ReadFor(source, 1)).Pictures, 3, 60);
        }
        finally
        {
            sender.Kill();
        }
    }

    [Fact]
    public async Task Reads_clips_and_playlists_over_HTTP_whole()
    {
        var clip = clips.Both();
        Clips.Run("-i", clip, "-c", "copy", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0", clips["list.m3u8"]);
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        foreach (var name in new[] { "both.mp4", "list.m3u8" })
        {
            var read = await ReadAll($"http://127.0.0.1:{server.Port}/{name}");
            Assert.Equal(40, read.Frames.OfType<PictureFrame>().Count());
            Assert.InRange(Samples(read.Frames).Length, 63000, 66000);
            Assert.Empty(read.Counters.Lost);
            Assert.Equal(4, read.Format.Duration!.Value.TotalSeconds, 0);
            Give(read);
        }
    }

    [Theory]
    [InlineData("locked/a.mp4?token=hunter2", SourceFailure.Unauthorized)]
    [InlineData("none.mp4?token=hunter2", SourceFailure.NotFound)]
    public async Task Tells_what_a_web_server_refused(string path, SourceFailure failure)
    {
        await using var server = new WebServer(Path.GetDirectoryName(clips["x"])!);
        var error = await Fails($"http://admin:hunter2@127.0.0.1:{server.Port}/{path}");
        Assert.Equal(failure, error.Failure);
        Assert.DoesNotContain("hunter2", error.ToString());
    }

    [Fact]
    public async Task Never_opens_a_file_that_a_playlist_from_the_network_names()
    {
        var secret = clips.Both(2, name: "secret.ts");
        File.WriteAllText(clips["evil.m3u8"], $"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://{secret}\n#EXTINF:2,\n{secret}\n#EXT-X-ENDLIST\n");
        File.WriteAllText(clips["evil.txt"], $"ffconcat version 1.0\nfile {secret}\n");
        await using var server = new WebServer(Path.GetDirectoryName(secret)!);
        foreach (var name in new[] { "evil.m3u8", "evil.txt", $"moved?file://{secret}" })
            await Fails($"http://127.0.0.1:{server.Port}/{name}");
    }

    /// <summary>Reads for a while of the media; gives the pictures and how much sound or time it was.</summary>
    private static async Task<(int Pictures, double Seconds)> ReadFor(MediaSource source, double seconds)
    {
        using var limit = new CancellationTokenSource(Patience);
        var pictures = 0;
        await foreach (var frame in source.ReadAsync(limit.Token))
        {
            frame.Dispose();
            pictures += frame is PictureFrame ? 1 : 0;
            if (frame.Time.Seconds >= seconds)
                return (pictures, frame.Time.Seconds);
        }
        return (pictures, double.NaN);
    }
}
