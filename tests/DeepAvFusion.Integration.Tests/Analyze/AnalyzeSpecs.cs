using System.Text.Json;
using DeepAvFusion.EndToEnd.Tests;
using DeepAvFusion.Media.Tests;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Integration.Tests.Analyze;

/// <summary>`deepav analyze` as users start it, on real media from real servers. The network is untrained: what is checked is that everything arrives, fits together and says so.</summary>
public sealed class AnalyzeSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-analyze-").FullName;

    private string Out => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_clip_of_two_different_halves()
    {
        // A red picture with a deep tone, then a moving one with noise.
        var clip = clips.Make("halves.mp4", "-f", "lavfi", "-i", "color=red:s=160x120:r=10:d=4", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=4",
            "-f", "lavfi", "-i", "sine=f=220:d=4", "-f", "lavfi", "-i", "anoisesrc=d=4:a=0.5:seed=1", "-filter_complex", "[0:v][2:a][1:v][3:a]concat=n=2:v=1:a=1",
            "-c:v", "mpeg4", "-c:a", "aac");
        // Thresholds under which the scores of an untrained network make events too.
        using var run = Start(clip, "--set", "davf.events.on=0.06", "--set", "davf.events.off=0.05", "--set", "davf.regions.threshold=0.4");
        Assert.Equal(0, await run.WaitForExitAsync(Patience));
        Assert.Contains("untrained: its results mean nothing", run.Output, StringComparison.Ordinal);

        var found = new AnalyzedFolder(Out);
        var windows = found.Windows;
        Assert.Equal([0, 1, 2, 3, 4, 5], windows.Select(window => window.GetProperty("window").GetInt32()));
        Assert.All(windows, window =>
        {
            Assert.Equal("untrained", window.GetProperty("model").GetProperty("training").GetString());
            Assert.Equal((double)window.GetProperty("window").GetInt32(), window.GetProperty("start").GetDouble(), 3);
            Assert.Equal(3, window.GetProperty("end").GetDouble() - window.GetProperty("start").GetDouble(), 3);
            Assert.True(window.GetProperty("picture").GetBoolean() && window.GetProperty("sound").GetBoolean());
        });
        var (first, last) = (windows[0], windows[^1]);
        Assert.True(Peak(last) > Peak(first) + 6, $"noise at {Peak(last)} dBFS is louder than the tone at {Peak(first)}");
        Assert.NotEqual(first.GetProperty("labels").GetRawText(), last.GetProperty("labels").GetRawText());

        var events = found.Events;
        Assert.NotEmpty(events);
        Assert.All(events, one => Assert.Equal("davf.event/1", one.GetProperty("schema").GetString()));

        Assert.Contains("mixture", found.Tracks);
        Assert.Contains("residual", found.Tracks);
        Assert.Contains(found.Tracks, track => track.StartsWith("region-", StringComparison.Ordinal));
        Assert.Equal(8.0, found.Track("mixture").Length / 16000.0, 0.1);
        Assert.InRange(found.FarthestFromMixture(), 0, found.Tracks.Count);

        var (picture, sound, seconds) = found.Overlay();
        Assert.Equal(("h264", "aac"), (picture, sound));
        Assert.Equal(8, seconds, 0.3);

        var summary = found.Summary;
        Assert.Equal("untrained", summary.GetProperty("model").GetProperty("training").GetString());
        Assert.Equal("ended", summary.GetProperty("state").GetString());
        Assert.Equal(6, summary.GetProperty("windows").GetInt32());
        Assert.Equal(0, summary.GetProperty("drops").GetArrayLength());
        Assert.Equal(8, summary.GetProperty("mediaSeconds").GetDouble(), 0.2);
        Assert.NotEqual(0, summary.GetProperty("events").GetArrayLength());
    }

    [NeedsFact("rtsp")]
    public async Task A_camera_over_RTSP()
    {
        using var server = await RtspServer.StartAsync();
        using var run = Start($"rtsp://127.0.0.1:{server.Port}/both", "--for", "5s");
        Assert.Equal(0, await run.WaitForExitAsync(Patience));
        CheckLive();
    }

    [NeedsFact("rtsp", "pulse")]
    public async Task A_camera_without_sound_beside_a_microphone()
    {
        using var server = await RtspServer.StartAsync();
        using var pulse = await PulseServer.StartAsync();
        pulse.Play(440);
        using var run = StartWith("--picture", $"rtsp://127.0.0.1:{server.Port}/eye", "--sound", PulseServer.Microphone, "--sound-offset", "-200ms", "--for", "6s");
        Assert.Equal(0, await run.WaitForExitAsync(Patience));
        CheckLive();
        Assert.Equal($"picture rtsp://127.0.0.1:{server.Port}/eye, sound {PulseServer.Microphone}", new AnalyzedFolder(Out).Summary.GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_silent_recording_beside_one_of_its_sound()
    {
        var picture = clips.Make("seen.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=6", "-c:v", "mpeg4");
        var sound = clips.Make("heard.wav", "-f", "lavfi", "-i", "sine=f=440:d=4");
        using var run = StartWith("--picture", picture, "--sound", sound, "--sound-offset", "1s");
        Assert.Equal(0, await run.WaitForExitAsync(Patience));
        var found = new AnalyzedFolder(Out);
        Assert.Equal([0, 1, 2, 3], found.Windows.Select(window => window.GetProperty("window").GetInt32()));
        Assert.All(found.Windows, window => Assert.True(window.GetProperty("picture").GetBoolean() && window.GetProperty("sound").GetBoolean()));
        Assert.Equal("ended", found.Summary.GetProperty("state").GetString());
        var mixture = found.Track("mixture");
        Assert.All(mixture[..15000], sample => Assert.Equal(0, sample));                 // the sound begins a second later
        Assert.True(mixture[17000..30000].Max() > 1000);
        Assert.Equal(6, found.Overlay().Seconds, 0.3);
    }

    [NeedsFact("rtmp")]
    public async Task A_broadcast_over_RTMP()
    {
        using var server = await RtmpServer.StartAsync();
        var url = $"rtmp://127.0.0.1:{server.Port}/live/cam";
        using var publisher = Clips.Start("-re", "-stream_loop", "-1", "-i", clips.Both(30, name: "rtmp.mp4"), "-c", "copy", "-f", "flv", url);
        try
        {
            using var run = Start(url, "--for", "5s");
            Assert.Equal(0, await run.WaitForExitAsync(Patience));
            CheckLive();
        }
        finally
        {
            publisher.Kill();
            publisher.WaitForExit();
        }
    }

    [NeedsFact("rtsp")]
    public async Task A_stop_in_the_middle_leaves_whole_files()
    {
        using var server = await RtspServer.StartAsync();
        using var run = Start($"rtsp://127.0.0.1:{server.Port}/both");
        var analysis = Path.Combine(Out, "analysis.jsonl");
        using (var limit = new CancellationTokenSource(Patience))
        {
            while (!File.Exists(analysis) || (await File.ReadAllTextAsync(analysis, limit.Token)).Count(c => c == '\n') < 2)
                await Task.Delay(50, limit.Token);
        }
        run.Signal(15);
        Assert.Equal(130, await run.WaitForExitAsync(Patience));
        CheckLive();
    }

    [Theory]
    [InlineData("rtsp")]
    [InlineData("rtmp")]
    [InlineData("http")]
    public async Task Says_in_one_line_that_nobody_answers(string scheme)
    {
        using var run = Start($"{scheme}://user:hunter2@127.0.0.1:{Ports.Free()}/cam");
        await Refused(run, "127.0.0.1");
        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
    }

    [NeedsFact("rtsp")]
    public async Task Says_in_one_line_that_a_camera_has_no_such_stream()
    {
        using var server = await RtspServer.StartAsync();
        using var run = Start($"rtsp://127.0.0.1:{server.Port}/none");
        await Refused(run, "/none");
    }

    [Fact]
    public async Task Says_in_one_line_that_a_server_sends_no_media()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "page.html"), "<html>Welcome</html>");
        await using var server = new WebServer(_folder);
        using var run = Start($"http://127.0.0.1:{server.Port}/page.html");
        await Refused(run, "page.html");
    }

    [Fact]
    public async Task Says_in_one_line_that_a_folder_cannot_be_written()
    {
        const string locked = "/proc/deepav";       // not even root can write there
        using var run = DeepavProcess.Start("analyze", clips.Both(3), "--out", locked, "--model", "tiny");
        await Refused(run, $"Cannot write to the output folder '{locked}'");
    }

    private static double Peak(JsonElement window) => window.GetProperty("level").GetProperty("peak").GetDouble();

    private static async Task Refused(DeepavProcess run, string words)
    {
        Assert.Equal(1, await run.WaitForExitAsync(Patience));
        var line = Assert.Single(run.Output.Split('\n'), line => line.StartsWith("deepav: ", StringComparison.Ordinal));
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Output, StringComparison.Ordinal);
    }

    private DeepavProcess Start(string input, params string[] more) => StartWith([input, .. more]);

    private DeepavProcess StartWith(params string[] arguments) => DeepavProcess.Start(["analyze", "--out", Out, "--model", "tiny", .. arguments]);

    /// <summary>What a live source leaves, whether it was ended by time or by a signal.</summary>
    private void CheckLive()
    {
        var found = new AnalyzedFolder(Out);
        var windows = found.Windows;
        Assert.NotEmpty(windows);
        Assert.All(windows, window => Assert.True(window.GetProperty("picture").GetBoolean() && window.GetProperty("sound").GetBoolean()));
        Assert.All(windows, window => Assert.True(window.GetProperty("level").GetProperty("rms").GetDouble() > -40, "the tone is heard"));
        var numbers = windows.Select(window => window.GetProperty("window").GetInt32()).ToList();
        Assert.Equal(numbers.Distinct().Order(), numbers);
        var summary = found.Summary;
        Assert.Equal(windows.Count, summary.GetProperty("windows").GetInt32());
        Assert.Equal("untrained", summary.GetProperty("model").GetProperty("training").GetString());
        Assert.True(summary.GetProperty("mediaSeconds").GetDouble() >= 3);
        Assert.All(found.Events, one => Assert.Equal("davf.event/1", one.GetProperty("schema").GetString()));
        Assert.True(found.Track("mixture").Length >= 2 * 16000);
        Assert.InRange(found.FarthestFromMixture(), 0, found.Tracks.Count);
        var (picture, sound, seconds) = found.Overlay();
        Assert.Equal(("h264", "aac"), (picture, sound));
        Assert.True(seconds > 1);
    }
}
