using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources.Gate;

/// <summary>What `ps` and /proc show of the FFmpeg of a source that plays.</summary>
public sealed class SecretSpecs(Clips clips) : IClassFixture<Clips>
{
    [NeedsFact("rtsp")]
    public async Task The_password_of_a_camera_is_nowhere_to_be_seen()
    {
        using var server = await RtspServer.StartAsync();
        foreach (var port in new[] { server.LockedPort, server.DigestPort })
        {
            await using var source = await Open($"rtsp://{RtspServer.User}:{RtspServer.Password}@127.0.0.1:{port}/eye?key=correct-horse");
            Assert.True(source.Format.HasPicture);
            Hides(source, "w#rd", "w%23rd", "correct-horse", RtspServer.User + ":");
            Assert.DoesNotMatch("w#rd|w%23rd|correct-horse", source.Uri.ToString());
        }
        Assert.Equal(SourceFailure.Unauthorized, (await Fails($"rtsp://{RtspServer.User}:hunter2@127.0.0.1:{server.DigestPort}/eye")).Failure);
    }

    [Fact]
    public async Task The_password_and_the_query_of_a_web_server_are_nowhere_to_be_seen()
    {
        var clip = clips.Make("part.ts", "-i", clips.Both(), "-c", "copy");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        server.Lists["private.m3u8"] = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n/private/part.ts\n#EXT-X-ENDLIST\n";
        foreach (var place in new[] { "private/both.mp4", "private/list/private.m3u8" })
        {
            await using var source = await Open($"http://admin:hunter2@127.0.0.1:{server.Port}/{place}?u=swordfish&key=correct-horse#battery", Settings with { Queue = TimeSpan.FromMilliseconds(100) });
            Hides(source, "hunter2", "correct-horse", "swordfish", "battery", "admin:");
            Assert.EndsWith($"@127.0.0.1:{server.Port}/{place}?u=swordfish&key=***", source.Uri.ToString().Split('#')[0]);
            Assert.Contains($"/{place}?u=swordfish&key=correct-horse", server.Asked.Select(asked => asked.Split('#')[0]));
        }
        Assert.Equal(SourceFailure.Unauthorized, (await Fails($"http://admin:hunter3@127.0.0.1:{server.Port}/private/both.mp4")).Failure);
    }

    [Fact]
    public async Task The_passphrase_of_SRT_is_nowhere_to_be_seen()
    {
        var port = Ports.Free(System.Net.Sockets.SocketType.Dgram);
        using var sender = Clips.Start("-re", "-stream_loop", "-1", "-i", clips.Both(30, name: "srt.mp4"), "-c", "copy", "-f", "mpegts",
            $"srt://127.0.0.1:{port}?mode=listener&passphrase=correct-horse&pbkeylen=16");
        try
        {
            await Ports.Receiving(port);
            await using var source = await Open($"srt://127.0.0.1:{port}?passphrase=correct-horse&pbkeylen=16");
            Hides(source, "correct-horse");
        }
        finally
        {
            sender.Kill();
        }
    }

    [NeedsFact("rtmp")]
    public async Task The_key_of_a_broadcast_is_nowhere_to_be_seen()
    {
        using var server = await RtmpServer.StartAsync();
        var url = $"rtmp://127.0.0.1:{server.Port}/live/cam";
        using var publisher = Clips.Start("-re", "-i", clips.Both(30, name: "rtmp.mp4"), "-c", "copy", "-f", "flv", url);
        try
        {
            await using var source = await Open($"{url}?token=correct-horse");
            Hides(source, "correct-horse");
        }
        finally
        {
            publisher.Kill();
        }
    }

    [Fact]
    public async Task Secrets_of_the_environment_are_not_handed_on()
    {
        Environment.SetEnvironmentVariable("DEEPAV_TOKEN", "correct-horse");
        Environment.SetEnvironmentVariable("CAM1", "rtsp://admin:hunter2@camera.example/");
        try
        {
            await using var source = await Open(clips.Both(30, name: "paced.mp4"), Settings with { LivePacing = true });
            Hides(source, "correct-horse", "hunter2");
            Assert.Contains("PATH=", File.ReadAllText($"/proc/{source.ProcessId}/environ"), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DEEPAV_TOKEN", null);
            Environment.SetEnvironmentVariable("CAM1", null);
        }
    }

    private static void Hides(MediaSource source, params string[] secrets)
    {
        var seen = File.ReadAllText($"/proc/{source.ProcessId}/cmdline") + File.ReadAllText($"/proc/{source.ProcessId}/environ") + string.Join('\n', source.Log);
        Assert.Contains("ffmpeg", seen, StringComparison.Ordinal);
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
    }
}
