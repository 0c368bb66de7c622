using System.Net;
using System.Net.Sockets;
using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Serve;
using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Scenes.Tests.Serve;

public sealed class SceneServerSpecs
{
    private static readonly SceneVideoSettings Small = new() { Width = 160, Height = 120, Noise = -40 };
    private static readonly SceneServerSettings Two = new() { Cameras = [new("atrium", Small, 1), new("street", Small, 2)] };

    [Fact]
    public async Task Ffmpeg_reads_a_camera_and_picture_and_sound_show_the_same_moment()
    {
        await using var server = await SceneServer.StartAsync(Two, CancellationToken.None);
        var capture = Path.Combine(Path.GetTempPath(), $"scene-{Guid.NewGuid():N}.ts");
        try
        {
            await Tool.RunAsync("ffmpeg", null, "-t", "3", "-i", server.Urls["atrium"].ToString(), "-c", "copy", "-copyts", "-f", "mpegts", capture);
            var starts = await Tool.LinesAsync("ffprobe", "-show_entries", "stream=codec_name,start_time,duration", "-of", "csv=p=0", "-select_streams", "v", capture);
            var sounds = await Tool.LinesAsync("ffprobe", "-show_entries", "stream=codec_name,start_time,duration", "-of", "csv=p=0", "-select_streams", "a", capture);
            var (video, audio) = (starts[0].Split(','), sounds[0].Split(','));
            Assert.Equal(("h264", "aac"), (video[0], audio[0]));
            var pictures = await Tool.RunAsync("ffmpeg", null, "-i", capture, "-map", "0:v", "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1");
            var samples = await Tool.RunAsync("ffmpeg", null, "-i", capture, "-map", "0:a", "-f", "f32le", "pipe:1");
            Assert.InRange(pictures.Length / (160 * 120 * 3), 30, 60);

            var (seen, heard) = Locate(pictures.AsSpan(0, 160 * 120 * 3), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(samples));
            var offset = double.Parse(video[1], System.Globalization.CultureInfo.InvariantCulture) - seen - (double.Parse(audio[1], System.Globalization.CultureInfo.InvariantCulture) - heard);
            Assert.InRange(offset, -1.01 / Small.FrameRate, 1.01 / Small.FrameRate);
        }
        finally
        {
            File.Delete(capture);
        }
    }

    [Fact]
    public async Task An_encoder_that_dies_is_started_again_and_the_other_camera_goes_on()
    {
        var reports = new List<string>();
        await using var server = await SceneServer.StartAsync(Two with { Report = reports.Add }, CancellationToken.None);
        using var http = new HttpClient();
        await using var other = await http.GetStreamAsync(server.Urls["street"]);
        await using var watched = await http.GetStreamAsync(server.Urls["atrium"]);
        await watched.ReadExactlyAsync(new byte[188]);
        server.RestartEncoder("atrium");
        var buffer = new byte[65536];
        while (await watched.ReadAsync(buffer) > 0)
        {
            // until the broken stream ends
        }

        await other.ReadExactlyAsync(new byte[100 * 188]);
        await using var again = await http.GetStreamAsync(server.Urls["atrium"]);
        var packet = new byte[188];
        await again.ReadExactlyAsync(packet);
        Assert.Equal(0x47, packet[0]);
        Assert.Equal((2, 1), (server.Status["atrium"].Starts, server.Status["street"].Starts));
        Assert.Contains("atrium", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_is_pushed_where_it_is_told()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var target = new Uri($"udp://127.0.0.1:{((IPEndPoint)receiver.Client.LocalEndPoint!).Port}");
        await using var server = await SceneServer.StartAsync(
            new SceneServerSettings { Cameras = [new("atrium", Small, 1) { PushTo = [target] }] }, CancellationToken.None);
        var packet = await receiver.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0x47, packet.Buffer[0]);
    }

    [Theory]
    [InlineData("rtmp", "-listen", "1")]
    [InlineData("rtsp", "-rtsp_flags", "listen")]
    public async Task A_camera_is_pushed_to_servers_that_take_streams(string scheme, params string[] listen)
    {
        var target = new Uri($"{scheme}://127.0.0.1:{FreePort()}/live/atrium");
        await using var server = await SceneServer.StartAsync(
            new SceneServerSettings { Cameras = [new("atrium", Small, 1) { PushTo = [target] }] }, CancellationToken.None);
        var received = await Tool.RunAsync("ffmpeg", null, [.. listen, "-t", "2", "-i", target.ToString(), "-c", "copy", "-f", "mpegts", "pipe:1"]);
        var streams = await Tool.RunAsync("ffprobe", received, "-show_entries", "stream=codec_name", "-of", "csv=p=0", "-i", "pipe:0");
        Assert.Equal(["h264", "aac"], System.Text.Encoding.UTF8.GetString(streams).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().OrderDescending());
    }

    [Fact]
    public async Task Other_requests_get_a_plain_answer()
    {
        await using var server = await SceneServer.StartAsync(Two, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls["atrium"], "/") };
        Assert.Equal("/atrium.ts\n/street.ts\n", await http.GetStringAsync("/"));
        using var unknown = await http.GetAsync("/garden.ts");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("/street.ts", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var posted = await http.PostAsync("/atrium.ts", new StringContent("x"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);

        using var rude = new TcpClient("127.0.0.1", http.BaseAddress.Port);
        await rude.GetStream().WriteAsync("hello\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 400", await new StreamReader(rude.GetStream()).ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_viewer_too_many_is_sent_away()
    {
        await using var server = await SceneServer.StartAsync(Two with { MostViewers = 2 }, CancellationToken.None);
        using var http = new HttpClient();
        await using var first = await http.GetStreamAsync(server.Urls["atrium"]);
        await using var second = await http.GetStreamAsync(server.Urls["street"]);
        using var tooMany = await http.GetAsync(server.Urls["atrium"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, tooMany.StatusCode);
    }

    [Fact]
    public async Task Stops_when_told_and_frees_its_port()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await SceneServer.StartAsync(Two, stop.Token);
        var port = server.Urls["atrium"].Port;
        var taken = await Assert.ThrowsAsync<UserErrorException>(() => SceneServer.StartAsync(Two with { Port = port }, CancellationToken.None));
        Assert.Contains($":{port}", taken.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await server.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
    }

    [Fact]
    public async Task Impossible_settings_are_refused()
    {
        var bell = new SceneVideoSettings { Kinds = [SceneKinds.Named("bell")] };
        await Refused(new SceneServerSettings { Cameras = [] }, "no camera");
        await Refused(new SceneServerSettings { Cameras = [new("a", Small, 1), new("A", Small, 2)] }, "Two cameras");
        await Refused(new SceneServerSettings { Cameras = [new("../x", Small, 1)] }, "no name");
        await Refused(new SceneServerSettings { Cameras = [new("a", bell, 1)] }, "1 kinds");
        await Refused(new SceneServerSettings { Port = 70000 }, "70000");
        await Refused(new SceneServerSettings { Cameras = [new("a", Small, 1) { PushTo = [new Uri("file:///x")] }] }, "udp");

        static async Task Refused(SceneServerSettings settings, string part) =>
            Assert.Contains(part, (await Assert.ThrowsAsync<UserErrorException>(() => SceneServer.StartAsync(settings, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Plays the scene again to find when, on its own clock, a picture was shown and a sound began.</summary>
    private static (double Seen, double Heard) Locate(ReadOnlySpan<byte> picture, ReadOnlySpan<float> sound)
    {
        var scene = new SceneVideo(Small, 1);
        var samples = new List<float>();
        var (seen, least) = (0.0, long.MaxValue);
        for (var i = 0; i < Small.FrameRate * 60; i++)
        {
            var frame = scene.Next();
            samples.AddRange(frame.Samples.Span);
            var difference = 0L;
            var rgb = frame.Rgb.Span;
            for (var p = 0; p < rgb.Length; p++) difference += Math.Abs(rgb[p] - picture[p]);
            if (difference >= least) continue;
            (seen, least) = (frame.Time.Seconds, difference);
        }

        var (heard, best) = (0.0, double.MinValue);
        var probe = sound.Slice(4096, 8000);
        var from = Math.Max(0, (int)((seen - 1) * AudioClock.Rate));
        for (var shift = from; shift < Math.Min(samples.Count - probe.Length, from + (2 * AudioClock.Rate)); shift += 4)
        {
            var product = 0.0;
            for (var s = 0; s < probe.Length; s += 2) product += probe[s] * samples[shift + s];
            if (product > best) (heard, best) = ((shift - 4096) / (double)AudioClock.Rate, product);
        }

        return (seen, heard);
    }
}
