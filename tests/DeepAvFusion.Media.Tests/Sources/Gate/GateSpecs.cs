using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Sources.Gate;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources.Gate;

/// <summary>FFmpeg connects to nothing but what the policy allows, whoever tells it to.</summary>
[SuppressMessage("Design", "CA1054", Justification = "Text as playlists hold it is what is tested.")]
public sealed class GateSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private static readonly SourceSettings Guarded = Settings with { Policy = SourcePolicy.Open with { DeniedHosts = [Forbidden.Host] } };

    private static readonly SourceSettings Trusting = Settings with { Policy = SourcePolicy.Open with { UnverifiedHosts = ["127.0.0.0/8"] } };

    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Theory]
    [InlineData("a segment", "#EXTINF:4,\nhttp://BAD/part.ts\n")]
    [InlineData("a segment behind a redirect", "#EXTINF:4,\n/to/bad.ts\n")]
    [InlineData("a segment over TLS", "#EXTINF:4,\nhttps://BAD/part.ts\n")]
    [InlineData("a key", "#EXT-X-KEY:METHOD=AES-128,URI=\"http://BAD/key\"\n#EXTINF:4,\n/part.ts\n")]
    [InlineData("a map", "#EXT-X-MAP:URI=\"http://BAD/map.mp4\"\n#EXTINF:4,\n/part.ts\n")]
    [InlineData("a variant", "#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://BAD/list.m3u8\n")]
    [InlineData("a number for a host", "#EXTINF:4,\nhttp://2130706434:PORT/part.ts\n")]
    [InlineData("a mapped address", "#EXTINF:4,\nhttp://[::ffff:127.0.0.2]:PORT/part.ts\n")]
    public async Task No_playlist_leads_where_the_policy_does_not(string what, string lines)
    {
        using var forbidden = new Forbidden();
        await using var server = new WebServer(Path.GetDirectoryName(Part())!);
        server.Places["bad.ts"] = $"http://{forbidden.Place}/part.ts";
        server.Lists["bad.m3u8"] = $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n{lines}#EXT-X-ENDLIST\n".Replace("BAD", forbidden.Place, StringComparison.Ordinal).Replace("PORT", $"{forbidden.Port}", StringComparison.Ordinal);
        var error = await Fails($"http://127.0.0.1:{server.Port}/list/bad.m3u8", Guarded);
        Assert.False(forbidden.WasVisited, what);
        Assert.Equal(SourceFailure.DeniedHost, error.Failure);
        Assert.Contains("leads to where it may not go", error.Message);
    }

    [Fact]
    public async Task No_manifest_leads_where_the_policy_does_not()
    {
        using var forbidden = new Forbidden();
        await using var server = new WebServer(Path.GetDirectoryName(Part())!);
        server.Lists["bad.mpd"] = $"""
            <?xml version="1.0"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT4S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">
              <Period><AdaptationSet mimeType="video/mp2t"><Representation id="1" bandwidth="1" codecs="avc1">
                <BaseURL>http://{forbidden.Place}/part.ts</BaseURL></Representation></AdaptationSet></Period>
            </MPD>
            """;
        Assert.Equal(SourceFailure.DeniedHost, (await Fails($"http://127.0.0.1:{server.Port}/list/bad.mpd", Guarded)).Failure);
        Assert.False(forbidden.WasVisited);
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("data:video/mp2t;base64,AAAA")]
    [InlineData("gopher://BAD/_x")]
    [InlineData("tcp://BAD")]
    [InlineData("httpproxy://BAD/x:80")]
    [InlineData("concat:http://BAD/a.ts|http://BAD/b.ts")]
    [InlineData("crypto+http://BAD/part.ts")]
    [InlineData("rtp://BAD")]
    public async Task No_playlist_uses_another_protocol(string address)
    {
        using var forbidden = new Forbidden();
        await using var server = new WebServer(Path.GetDirectoryName(Part())!);
        server.Lists["bad.m3u8"] = $"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{address.Replace("BAD", forbidden.Place, StringComparison.Ordinal)}\n#EXT-X-ENDLIST\n";
        await Fails($"http://127.0.0.1:{server.Port}/list/bad.m3u8", Guarded);
        Assert.False(forbidden.WasVisited);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("rtsp")]
    [InlineData("rtmp")]
    public async Task A_name_that_means_something_else_after_the_check_is_checked_again(string scheme)
    {
        using var forbidden = new Forbidden();
        var asked = 0;
        var policy = Guarded.Policy with
        {
            Names = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "127.0.0.1" : Forbidden.Host)]),
        };
        var error = await Fails($"{scheme}://camera.example:{forbidden.Port}/live/x", Guarded with { Policy = policy });
        Assert.True(asked > 1);
        Assert.False(forbidden.WasVisited);
        Assert.Equal(SourceFailure.DeniedHost, error.Failure);
    }

    [Fact]
    public async Task What_FFmpeg_opens_itself_it_opens_by_the_address_that_was_checked()
    {
        var policy = SourcePolicy.Open with { Names = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.7"), IPAddress.IPv6Loopback]) };
        Assert.Equal("srt://192.0.2.7:9000?mode=caller", (await FfmpegInput.OfAsync(SourceUri.Parse("srt://camera.example:9000?mode=caller"), null, policy, CancellationToken.None)).Address);
        Assert.Equal("udp://127.0.0.1:5000", (await FfmpegInput.OfAsync(SourceUri.Parse("udp://2130706433:5000"), null, policy, CancellationToken.None)).Address);
    }

    [Fact]
    public async Task A_server_is_read_over_TLS_that_its_playlist_names_with_and_without_a_host()
    {
        await using var server = new WebServer(Path.GetDirectoryName(Part())!);
        await using var secure = new SecureServer(server.Port);
        foreach (var place in new[] { "/part.ts", "../part.ts", $"https://127.0.0.1:{secure.Port}/part.ts", $"//127.0.0.1:{secure.Port}/part.ts", "/to/part.ts" })
        {
            server.Places["part.ts"] = $"https://127.0.0.1:{secure.Port}/part.ts";
            server.Lists["good.m3u8"] = $"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{place}\n#EXT-X-ENDLIST\n";
            var read = await ReadAll($"https://127.0.0.1:{secure.Port}/list/good.m3u8", Trusting);
            Assert.Equal(40, read.Frames.OfType<PictureFrame>().Count());
            Give(read);
        }
    }

    [Theory]
    [InlineData("https")]
    [InlineData("rtsps")]
    [InlineData("rtmps")]
    public async Task A_certificate_that_is_not_valid_is_told_and_nothing_is_asked(string scheme)
    {
        await using var server = new WebServer(Path.GetDirectoryName(Part())!);
        await using var secure = new SecureServer(server.Port);
        var error = await Fails($"{scheme}://user:correct-horse@127.0.0.1:{secure.Port}/live/part.ts");
        Assert.Equal(SourceFailure.Untrusted, error.Failure);
        Assert.Contains("the certificate of '127.0.0.1' is not valid: it is signed by itself, it is made out to CN=camera and not to this host; mend it", error.Message);
        Assert.DoesNotContain("horse", error.Message);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_certificate_that_has_run_out_is_told_where_a_playlist_leads_to_it()
    {
        await using var server = new WebServer(Path.GetDirectoryName(Part())!);
        await using var secure = new SecureServer(server.Port, DateTimeOffset.UnixEpoch.AddYears(1));
        server.Lists["old.m3u8"] = $"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttps://localhost:{secure.Port}/part.ts\n#EXT-X-ENDLIST\n";
        var error = await Fails($"http://127.0.0.1:{server.Port}/list/old.m3u8");
        Assert.Equal(SourceFailure.Untrusted, error.Failure);
        Assert.Contains("the certificate of 'localhost' is not valid: ", error.Message);
        Assert.Contains("it holds from 1970-01-01 to 1971-01-01", error.Message);
        Assert.DoesNotContain(server.Asked, asked => asked.Contains("part.ts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_quite_HTTP_is_passed_on_as_it_is()
    {
        var bytes = await File.ReadAllBytesAsync(Part());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var radio = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                var talk = client.GetStream();
                var asked = new byte[4096];
                var length = 0;
                try
                {
                    while (!asked.AsSpan(0, length).EndsWith("\r\n\r\n"u8) && await talk.ReadAsync(asked.AsMemory(length), stop.Token) is > 0 and var read)
                        length += read;
                    await talk.WriteAsync("ICY 200 OK\r\nicy-name: radio\r\n\r\n"u8.ToArray());
                    await talk.WriteAsync(bytes);
                }
                catch (IOException)
                {
                    // who did not take it for HTTP has hung up
                }
            }
        });
        var read = await ReadAll($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/radio", Settings with { Queue = Patience });
        Assert.Equal(40, read.Frames.OfType<PictureFrame>().Count());
        Give(read);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => radio);
    }

    [Fact]
    public async Task A_host_with_a_silent_address_is_reached_by_its_other()
    {
        var clip = clips.Both();
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        var policy = SourcePolicy.Open with { Names = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.3"), IPAddress.Parse("192.0.2.1"), IPAddress.Loopback]) };
        await using var connection = await policy.ConnectAsync("camera.example", server.Port, CancellationToken.None).WaitAsync(Patience);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)connection.Socket.RemoteEndPoint!).Address);
    }

    [Fact]
    public async Task A_secret_in_a_path_is_hidden_and_what_lies_beside_is_found()
    {
        Directory.CreateDirectory(clips["key=correct-horse"]);
        var clip = clips.Make("key=correct-horse/part.ts", "-i", clips.Both(), "-c", "copy");
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(clip)!, "list.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\npart.ts\n#EXT-X-ENDLIST\n");
        await using var server = new WebServer(Path.GetDirectoryName(clips["x"])!);
        await using var source = await Open($"http://127.0.0.1:{server.Port}/key=correct-horse/list.m3u8", Settings with { Queue = TimeSpan.FromMilliseconds(100) });
        Assert.DoesNotContain("correct-horse", File.ReadAllText($"/proc/{source.ProcessId}/cmdline"), StringComparison.Ordinal);
        await Drain(source);
        Assert.Equal(40, source.Counters.Pictures);
    }

    [Fact]
    public async Task The_way_out_serves_its_own_FFmpeg_and_nobody_else()
    {
        var clip = clips.Make("long.ts", "-i", clips.Both(60, name: "long.mp4"), "-c", "copy");
        await using var server = new WebServer(Path.GetDirectoryName(clip)!);
        await using var source = await Open($"http://127.0.0.1:{server.Port}/pace/60/long.ts");
        var proxy = new Uri(File.ReadAllText($"/proc/{source.ProcessId}/environ").Split('\0').Single(variable => variable.StartsWith("http_proxy=", StringComparison.Ordinal))["http_proxy=".Length..]);
        var asked = server.Asked.Count;
        using var stranger = new TcpClient(AddressFamily.InterNetwork);
        await stranger.ConnectAsync(IPAddress.Loopback, proxy.Port);
        try
        {
            await stranger.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET http://127.0.0.1:{server.Port}/stranger HTTP/1.1\r\n\r\n"));
            Assert.Equal(0, await stranger.GetStream().ReadAsync(new byte[1]));
        }
        catch (IOException)
        {
            // hung up on before it could say anything
        }
        Assert.Equal(asked, server.Asked.Count);
    }

    [NeedsFact("rtsp")]
    public async Task A_camera_may_send_elsewhere_where_the_policy_allows_and_nowhere_else()
    {
        using var forbidden = new Forbidden();
        using (var bad = new RedirectingCamera($"rtsp://{forbidden.Place}/x"))
            Assert.Equal(SourceFailure.DeniedHost, (await Fails(bad.Address, Guarded)).Failure);
        using (var bad = new RedirectingCamera("http://127.0.0.1/x"))
            Assert.Equal(SourceFailure.UnsupportedScheme, (await Fails(bad.Address, Guarded)).Failure);
        Assert.False(forbidden.WasVisited);
        using var server = await RtspServer.StartAsync();
        using var good = new RedirectingCamera($"rtsp://127.0.0.1:{server.Port}/eye");
        await using var source = await Open(good.Address, Guarded);
        Assert.True(source.Format.HasPicture);
    }

    [Theory]
    [InlineData("an answer to nothing", "RTSP/1.0 302 Moved\r\nCSeq: 99\r\nLocation: LOCATION\r\n\r\n")]
    [InlineData("an answer without a number", "RTSP/1.0 302 Moved\r\nLocation: LOCATION\r\n\r\n")]
    [InlineData("another status", "RTSP/1.0 308 Moved\r\nCSeq: SEQUENCE\r\nLocation: LOCATION\r\n\r\n")]
    [InlineData("wide spaces", "RTSP/1.0  \t302 Moved\r\nCSeq: SEQUENCE\r\nLocation: LOCATION\r\n\r\n")]
    [InlineData("a length that is told twice", "RTSP/1.0 200 OK\r\nCSeq: SEQUENCE\r\nContent-Length: 150\r\nContent-Length: 0\r\n\r\nRTSP/1.0 302 Moved\r\nCSeq: SEQUENCE\r\nLocation: LOCATION\r\n\r\n                                                                                                      ")]
    public async Task No_form_of_an_answer_leads_where_the_policy_does_not(string what, string answer)
    {
        using var forbidden = new Forbidden();
        using var bad = new RedirectingCamera($"rtsp://{forbidden.Place}/x", answer);
        await Fails(bad.Address, Guarded with { ConnectTimeout = TimeSpan.FromSeconds(5) });
        Assert.False(forbidden.WasVisited, what);
    }

    [Fact]
    public async Task A_silent_server_is_let_go_when_nobody_waits_for_it_any_more()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var gate = SourceGate.For(SourceUri.Parse($"http://{server.LocalEndpoint}/x"), SourcePolicy.Open)!;
        gate.Admit(Environment.ProcessId);
        using var asking = new TcpClient(AddressFamily.InterNetwork);
        await asking.ConnectAsync(IPAddress.Loopback, new Uri(gate.Input.Proxy).Port);
        await asking.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET http://{server.LocalEndpoint}/x HTTP/1.1\r\n\r\n"));
        using var asked = await server.AcceptTcpClientAsync().WaitAsync(Patience);
        Assert.True(await asked.GetStream().ReadAsync(new byte[4096]).AsTask().WaitAsync(Patience) > 0);
        asking.Close();
        Assert.Equal(0, await asked.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
    }

    [NeedsFact("rtsp")]
    public async Task A_camera_is_read_over_TLS_and_over_UDP()
    {
        using var server = await RtspServer.StartAsync();
        await using var secure = new SecureServer(server.Port);
        await using (var source = await Open($"rtsps://127.0.0.1:{secure.Port}/eye", Trusting))
            Assert.True(source.Format.HasPicture);
        await using (var source = await Open($"rtsp://127.0.0.1:{server.Port}/both", Settings with { RtspTransport = RtspTransport.Udp }))
            Assert.True(source.Format is { HasPicture: true, HasSound: true });
    }

    private string Part() => clips.Make("part.ts", "-i", clips.Both(), "-c", "copy");
}
