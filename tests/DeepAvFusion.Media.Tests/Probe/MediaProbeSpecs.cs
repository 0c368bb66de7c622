using DeepAvFusion.Media.Probe;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Probe;

public sealed class MediaProbeSpecs(Clips clips) : IClassFixture<Clips>
{
    [Fact]
    public async Task Tells_what_a_clip_holds()
    {
        var info = await Read(clips.Both());
        Assert.Equal(new PictureInfo("h264", 320, 240, 25), info.Picture);
        Assert.Equal(new SoundInfo("aac", 48000, 1), info.Sound);
        Assert.InRange(info.Duration!.Value.TotalSeconds, 3.9, 4.1);
    }

    [Fact]
    public async Task Tells_what_is_missing()
    {
        Assert.Null((await Read(clips.Make("tone.wav", "-f", "lavfi", "-i", "sine=d=1"))).Picture);
        Assert.Null((await Read(clips.Make("mute.mkv", "-f", "lavfi", "-i", "testsrc2=d=1:s=64x64"))).Sound);
    }

    [Fact]
    public async Task Refuses_what_is_no_media()
    {
        File.WriteAllText(clips["note.bin"], "nothing");
        Assert.Equal(SourceFailure.NotMedia, (await Assert.ThrowsAsync<SourceException>(() => Read(clips["note.bin"]))).Failure);
        Assert.Equal(SourceFailure.NotFound, (await Assert.ThrowsAsync<SourceException>(() => Read(clips["none.bin"]))).Failure);
        Assert.Equal(SourceFailure.StillImage, (await Assert.ThrowsAsync<SourceException>(
            () => Read(clips.Make("still.png", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-frames:v", "1")))).Failure);
    }

    [Fact]
    public async Task Asks_nothing_of_the_network()
    {
        var error = await Assert.ThrowsAsync<SourceException>(() => MediaProbe.ReadAsync(SourceUri.Parse("rtsp://admin:hunter2@127.0.0.1/x"), TimeSpan.FromSeconds(1), CancellationToken.None));
        Assert.Equal(SourceFailure.UnsupportedScheme, error.Failure);
        Assert.DoesNotContain("hunter2", error.ToString());
    }

    [Fact]
    public async Task Shows_a_reason_that_it_does_not_know_without_the_password()
    {
        var clip = clips.Both();
        using var tools = new Ffmpeg.FakeTools("echo 'rtsp://admin:hunter2@127.0.0.1/x: out of luck' >&2; exit 1");
        var error = await Assert.ThrowsAsync<SourceException>(() => Read(clip));
        Assert.Contains("out of luck", error.Message);
        Assert.DoesNotContain("hunter2", error.ToString());
    }

    [Fact]
    public async Task Tells_a_missing_ffprobe_from_a_file_without_media()
    {
        var clip = clips.Both();
        using var tools = new Ffmpeg.FakeTools();
        var error = await Assert.ThrowsAsync<SourceException>(() => Read(clip));
        Assert.Equal(SourceFailure.ToolMissing, error.Failure);
        Assert.Contains("install the package ffmpeg", error.Message);
    }

    [Fact]
    public async Task Reads_files_of_any_name()
    {
        var path = clips["it's \\\"quoted\" 100% $(x) #1?.mp4"];
        File.Copy(clips.Both(), path);
        Assert.Equal(320, (await Read(path)).Picture!.Width);
    }

    private static Task<MediaInfo> Read(string path) =>
        MediaProbe.ReadAsync(SourceUri.Parse(path), TimeSpan.FromSeconds(20), CancellationToken.None);
}
