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
    public async Task Gives_up_in_time_and_keeps_the_password()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var source = SourceUri.Parse($"rtsp://admin:hunter2@127.0.0.1:{port}/x");
        var error = await Assert.ThrowsAsync<SourceException>(() => MediaProbe.ReadAsync(source, SourcePolicy.Open, TimeSpan.FromSeconds(1), CancellationToken.None));
        Assert.Equal(SourceFailure.ConnectTimeout, error.Failure);
        Assert.DoesNotContain("hunter2", error.ToString());
    }

    private static Task<MediaInfo> Read(string path) =>
        MediaProbe.ReadAsync(SourceUri.Parse(path), SourcePolicy.Open, TimeSpan.FromSeconds(20), CancellationToken.None);
}
