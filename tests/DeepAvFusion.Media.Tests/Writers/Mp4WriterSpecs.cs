using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Media.Probe;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Sources;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Media.Tests.Writers;

public sealed class Mp4WriterSpecs(Clips clips) : IClassFixture<Clips>, IDisposable
{
    private static readonly Mp4Settings Settings = new(65, 48, HasSound: true, Quality: 23, TimeSpan.FromSeconds(1));

    private readonly long _leases = LeaseCount.Outstanding;

    public void Dispose() => Assert.Equal(_leases, LeaseCount.Outstanding);

    [Fact]
    public async Task Encodes_pictures_and_sound_at_their_times()
    {
        await using (var writer = Mp4Writer.Create(clips["a.mp4"], Settings))
        {
            await Write(writer, 3);
            await writer.CompleteAsync(CancellationToken.None);
        }
        var info = await MediaProbe.ReadAsync(SourceUri.Parse(clips["a.mp4"]), TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(new PictureInfo("h264", 64, 48, info.Picture!.Rate), info.Picture);
        Assert.Equal("aac", info.Sound!.Codec);
        var read = await Sourcing.ReadAll(clips["a.mp4"]);
        // The picture turns white and the tone begins at one second.
        var white = read.Frames.OfType<PictureFrame>().First(picture => picture.Rgb.Span[0] > 128);
        Assert.Equal(1, white.Time.Seconds, 2);
        var samples = Sourcing.Samples(read.Frames);
        var begin = Array.FindIndex(samples, s => Math.Abs(s) > 0.1);
        Assert.InRange(begin / 16000.0, 0.97, 1.03);
        Sourcing.Give(read);
    }

    [Fact]
    public async Task Leaves_a_playable_file_when_it_is_ended_early()
    {
        await using (var writer = Mp4Writer.Create(clips["b.mp4"], Settings))
            await Write(writer, 20);
        var read = await Sourcing.ReadAll(clips["b.mp4"]);
        Assert.True(read.Frames.OfType<PictureFrame>().Count() > 10);
        Sourcing.Give(read);
    }

    [Fact]
    public async Task Writes_pictures_without_sound()
    {
        await using (var writer = Mp4Writer.Create(clips["c.mp4"], Settings with { HasSound = false }))
        {
            await Write(writer, 1, sound: false);
            await writer.CompleteAsync(CancellationToken.None);
        }
        var read = await Sourcing.ReadAll(clips["c.mp4"]);
        Assert.True(read.Format is { HasPicture: true, HasSound: false });
        Sourcing.Give(read);
    }

    [Fact]
    public async Task Says_when_the_disk_is_full()
    {
        await using var writer = Mp4Writer.Create("/dev/full", Settings);
        var error = await Assert.ThrowsAsync<WriteException>(async () =>
        {
            await Write(writer, 60);
            await writer.CompleteAsync(CancellationToken.None);
        });
        Assert.Contains("disk is full", error.Message);
    }

    [Fact]
    public void Says_when_the_folder_is_missing_or_read_only()
    {
        Assert.Contains("not there", Assert.Throws<WriteException>(() => Mp4Writer.Create(clips["none/x.mp4"], Settings)).Message);
        Assert.Contains("read-only", Assert.Throws<WriteException>(() => Mp4Writer.Create("/sys/x.mp4", Settings)).Message);
    }

    [Fact]
    public async Task Says_when_ffmpeg_is_missing()
    {
        using var tools = new Ffmpeg.FakeTools();
        await using var writer = Mp4Writer.Create(clips["d.mp4"], Settings);
        var error = await Assert.ThrowsAsync<WriteException>(() => writer.CompleteAsync(CancellationToken.None));
        Assert.Contains("install the package ffmpeg", error.Message);
    }

    [Fact]
    public async Task Keeps_the_colours()
    {
        await using (var writer = Mp4Writer.Create(clips["e.mp4"], Settings with { HasSound = false }))
        {
            var red = Lease.Rent<byte>(65 * 48 * 4);
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(red.Span).Fill(0x00FF2010);       // blue 16, green 32, red 255
            await writer.WritePictureAsync(MediaTime.Zero, red, CancellationToken.None);
            await writer.CompleteAsync(CancellationToken.None);
        }
        var read = await Sourcing.ReadAll(clips["e.mp4"]);
        var shown = read.Frames.OfType<PictureFrame>().First().Rgb.Span[..3].ToArray();
        Assert.True(shown is [> 235, > 16 and < 48, < 32], string.Join(", ", shown));
        Sourcing.Give(read);
    }

    [Fact]
    public async Task Writes_a_file_of_any_name()
    {
        var path = clips["it's \"quoted\" \\.mp4"];
        await using var writer = Mp4Writer.Create(path, Settings);
        await Write(writer, 1);
        await writer.CompleteAsync(CancellationToken.None);
        Assert.True(new FileInfo(path).Length > 1000);
    }

    private static async Task Write(Mp4Writer writer, int seconds, bool sound = true)
    {
        for (var i = 0; i < seconds * 10; i++)
        {
            var time = MediaTime.FromSeconds(i / 10.0);
            var picture = Lease.Rent<byte>(65 * 48 * 4);
            picture.Span.Fill(i >= 10 ? (byte)255 : (byte)0);
            await writer.WritePictureAsync(time, picture, CancellationToken.None);
            if (!sound)
                continue;
            var samples = Lease.Rent<float>(1600);
            for (var n = 0; n < samples.Length; n++)
                samples.Span[n] = i >= 10 ? MathF.Sin(n * 0.2f) * 0.5f : 0;
            await writer.WriteSoundAsync(time, samples, CancellationToken.None);
        }
    }
}
