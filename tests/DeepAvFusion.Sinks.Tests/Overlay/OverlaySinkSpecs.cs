using System.Diagnostics;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Sinks.Overlay;

namespace DeepAvFusion.Sinks.Tests.Overlay;

/// <summary>Overlay videos with a real encoder.</summary>
public sealed class OverlaySinkSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-overlay-").FullName;
    private readonly RunId _run = RunId.Next();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Holds_every_picture_to_the_last_when_it_is_disposed()
    {
        var leases = LeaseCount.Outstanding;
        for (var repeat = 0; repeat < 3; repeat++)
        {
            await using (var sink = Alone())
                await Clip.PlayAsync(sink, _run, seconds: 6);
            Assert.Equal(60, Clip.Video(InFolder("overlay.mp4")).Pictures);
            File.Delete(InFolder("overlay.mp4"));
        }
        Assert.Equal(leases, LeaseCount.Outstanding);
    }

    [Fact]
    public async Task A_source_without_sound_gives_a_video_to_its_end()
    {
        await using (var sink = Alone())
            await Clip.PlayAsync(sink, _run, seconds: 4, sound: false);
        var (pictures, seconds) = Clip.Video(InFolder("overlay.mp4"));
        Assert.Equal(40, pictures);
        Assert.Equal(4, seconds, 0.2);
    }

    [Fact]
    public async Task Sound_that_was_not_announced_does_not_end_the_video()
    {
        await using (var sink = Alone())
        {
            await sink.WriteAsync(Clip.Started(_run, sound: false), CancellationToken.None);
            using (var picture = Clip.Picture(_run, 0))
                await sink.WriteAsync(picture, CancellationToken.None);
            await sink.WriteAsync(Clip.Window(_run, 0, sound: true), CancellationToken.None);
        }
        Assert.InRange(Clip.Video(InFolder("overlay.mp4")).Pictures, 1, 3);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public async Task A_picture_that_stands_still_is_shown_for_as_long_as_there_is_sound(int seconds)
    {
        await using (var sink = Alone())
        {
            await sink.WriteAsync(Clip.Started(_run), CancellationToken.None);
            using (var picture = Clip.Picture(_run, 0))
                await sink.WriteAsync(picture, CancellationToken.None);
            await HearAsync(sink, seconds);
        }
        var (pictures, length) = Clip.Video(InFolder("overlay.mp4"));
        Assert.InRange(pictures, seconds, 3 * seconds);
        Assert.Equal(seconds, length, 0.2);
    }

    [Fact]
    public async Task A_source_without_picture_shows_what_is_heard_on_black()
    {
        await using (var sink = Alone())
        {
            await sink.WriteAsync(Clip.Started(_run, picture: false), CancellationToken.None);
            await HearAsync(sink, 5);
        }
        var (pictures, length) = Clip.Video(InFolder("overlay.mp4"));
        Assert.InRange(pictures, 5, 15);
        Assert.Equal(5, length, 0.2);
    }

    [Fact]
    public async Task Pictures_that_come_late_or_in_another_shape_get_a_video_of_their_own()
    {
        await using (var sink = Alone())
        {
            await sink.WriteAsync(Clip.Started(_run) with { Width = 0, Height = 0 }, CancellationToken.None);
            await sink.WriteAsync(Clip.Window(_run, 0), CancellationToken.None);
            for (var tenth = 20; tenth < 40; tenth++)
            {
                using var picture = Clip.Picture(_run, tenth / 10d, side: tenth < 30 ? 120 : 80);
                await sink.WriteAsync(picture, CancellationToken.None);
            }
        }
        Assert.Equal(["overlay-from-2.0s.mp4", "overlay-from-3.0s.mp4"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(_folder), file => Assert.Equal(10, Clip.Video(file).Pictures));
    }

    [Fact]
    public async Task A_side_that_comes_unexpected_goes_on_in_a_video_of_its_own()
    {
        await using (var sink = Alone())
        {
            await sink.WriteAsync(Clip.Started(_run, picture: false) with { Width = 0, Height = 0 }, CancellationToken.None);
            await HearAsync(sink, 3);
            for (var tenth = 30; tenth < 40; tenth++)
            {
                using var picture = Clip.Picture(_run, tenth / 10d, side: 80);
                await sink.WriteAsync(picture, CancellationToken.None);
            }
        }
        Assert.Equal(10, Clip.Video(InFolder("overlay-from-3.0s.mp4")).Pictures);
        Assert.Equal(3, Clip.Video(InFolder("overlay.mp4")).Seconds, 0.2);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("moved")]
    [InlineData("replaced")]
    public async Task A_file_that_is_no_longer_there_is_noticed_and_a_new_one_begun(string what)
    {
        var video = InFolder($"door/overlay-{_run.Value}.mp4");
        await using (var sink = Running())
        {
            await Clip.PlayAsync(sink, _run, seconds: 2);
            Take(video, what);
            await Clip.WriteAsync(sink, Clip.Window(_run, 2));
            for (var tenth = 0; tenth < 10; tenth++)
            {
                using var picture = Clip.Picture(_run, 3 + (tenth / 10d));
                await sink.WriteAsync(picture, CancellationToken.None);
            }
        }
        Assert.Equal(10, Clip.Video(Assert.Single(Directory.GetFiles(InFolder("door"), $"overlay-{_run.Value}-from-3.0s.mp4"))).Pictures);
        if (what == "replaced")
            Assert.Equal("somebody else's", await File.ReadAllTextAsync(video));
    }

    [Fact]
    public async Task A_dead_encoder_is_told_once_and_followed_by_a_new_video_while_the_other_streams_go_on()
    {
        await using (var sink = Running())
        {
            await Clip.PlayAsync(sink, _run, seconds: 2, stream: "yard");
            var others = Encoders(1);
            await Clip.PlayAsync(sink, _run, seconds: 2);
            Kill(Assert.Single(Encoders(2).Except(others)));
            await Assert.ThrowsAnyAsync<UserErrorException>(async () => await BringPicturesAsync(sink, 2, 3000));
            await BringPicturesAsync(sink, 400, 10);
            await Clip.WriteAsync(sink, new RunEndedItem(new StreamId("yard"), _run));
        }
        Assert.Equal(20, Clip.Video(Assert.Single(Directory.GetFiles(InFolder("yard")))).Pictures);
        var next = Assert.Single(Directory.GetFiles(InFolder("door")), name => name.Contains("-from-", StringComparison.Ordinal));
        Assert.Equal(10, Clip.Video(next).Pictures);
    }

    [Fact]
    public async Task A_stream_that_is_gone_has_its_file_finished()
    {
        await using var sink = Running();
        await Clip.PlayAsync(sink, _run, seconds: 2);
        await sink.WriteAsync(new StreamGoneItem(Analyses.Stream), CancellationToken.None);
        Assert.Equal(20, Clip.Video(InFolder($"door/overlay-{_run.Value}.mp4")).Pictures);
    }

    private void Take(string file, string what)
    {
        switch (what)
        {
            case "deleted":
                Directory.Delete(InFolder("door"), recursive: true);
                break;
            case "moved":
                File.Move(file, InFolder("moved.mp4"));
                break;
            default:
                File.WriteAllText(InFolder("other"), "somebody else's");
                File.Move(InFolder("other"), file, overwrite: true);
                break;
        }
    }

    private OverlaySink Alone() => new(new SinkFolders(_folder, PerStream: false));

    private OverlaySink Running() => new(new SinkFolders(_folder, PerStream: true));

    private string InFolder(string name) => Path.Combine(_folder, name);

    private async Task HearAsync(OverlaySink sink, int seconds)
    {
        for (var second = 0; second < seconds; second++)
            await sink.WriteAsync(Clip.Window(_run, second), CancellationToken.None);
    }

    /// <summary>Pictures and results, a picture every tenth of a second.</summary>
    private async Task BringPicturesAsync(OverlaySink sink, double from, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using (var picture = Clip.Picture(_run, from + (i / 10d)))
                await sink.WriteAsync(picture, CancellationToken.None);
            if (i % 10 == 9)
                await sink.WriteAsync(Clip.Window(_run, (long)from + (i / 10), sound: false), CancellationToken.None);
        }
    }

    /// <summary>FFmpeg processes that write below this test's folder, when there are as many; they start in the background.</summary>
    private List<int> Encoders(int count)
    {
        List<int> found = [];
        Assert.True(SpinWait.SpinUntil(() => (found = Encoders()).Count == count, TimeSpan.FromSeconds(60)));
        return found;
    }

    private List<int> Encoders() => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
        .Where(id => CommandLine(id!).Contains(_folder, StringComparison.Ordinal)).Select(id => int.Parse(id!, System.Globalization.CultureInfo.InvariantCulture))];

    private static string CommandLine(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }
}
