using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Clips;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Tests.Data;

public sealed class DenseClipSpecs : IDisposable
{
    private const int Seconds = 12;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ten_windows_cover_ten_seconds_around_the_middle_and_their_pictures_go_with_them()
    {
        Ramp(Seconds);
        var clip = await new ClipDecoder(25).ReadAsync(_folder.File("ramp.mp4"), CancellationToken.None);

        var windows = new ClipWindow(training: false, size: 32).Dense(clip, 10);

        Assert.Equal(10, windows.Count);
        for (var i = 0; i < windows.Count; i++)
        {
            var centre = 1 + 1.5 + 7.0 * i / 9;
            Assert.InRange(TimeOfPicture(windows[i].Picture), centre - 0.2, centre + 0.1);          // a step of brightness takes 0.05 s
            Assert.InRange(TimeOfSound(windows[i].Waveform), centre - 0.05, centre + 0.05);
        }
    }

    [Fact]
    public void A_clip_comes_as_a_stack_of_pictures_and_a_stack_of_spectrograms()
    {
        Ramp(4);
        var index = new ClipIndex([new ClipEntry("ramp", ["ramp.mp4"], [1])], _folder.Path, ["other", "ramp"], IsMultiLabel: false, Missing: 0);

        var sample = new DenseClipSamples(index, new ClipWindow(training: false, size: 32)).Read(0, new SampleDraw(0, 0, 0), CancellationToken.None);

        Assert.Equal((10 * 3 * 32 * 32, 10 * 128 * 192, 1L), (sample.Image.Length, sample.Audio.Length, sample.Label));
        Assert.Equal([0, 1], sample.Labels!);
        var times = sample.Image.Chunk(3 * 32 * 32).Select(picture => TimeOfPicture(picture, 4)).ToArray();
        Assert.InRange(times[0], 1.4, 1.6);
        Assert.InRange(times[^1], 2.4, 2.6);
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void A_clip_shorter_than_a_window_gives_the_same_extended_window_ten_times()
    {
        var clip = new DecodedClip([new DecodedPicture(0, new byte[3 * 4 * 4], 4, 4)], [.. Enumerable.Range(0, 16000).Select(i => (float)i)]);

        var windows = new ClipWindow(training: false, size: 4).Dense(clip, 10);

        Assert.All(windows, window => Assert.Equal([0, 15999, 15999, 0, 0, 15999], new[] { 0, 15999, 16000, 31999, 32000, 47999 }.Select(i => window.Waveform[i])));
    }

    /// <summary>Picture and sound grow from nothing to full strength.</summary>
    private void Ramp(int seconds) => Ffmpeg.Run(
        "-f", "lavfi", "-i", $"color=white:size=64x64:rate=25:duration={seconds},fade=t=in:st=0:d={seconds}", "-f", "lavfi", "-i", $"aevalsrc=t/{seconds}*sin(440*2*PI*t):s=16000:d={seconds}",
        "-c:v", "libx264", "-g", "16", "-c:a", "aac", "-b:a", "96k", _folder.File("ramp.mp4"));

    private static double TimeOfPicture(float[] picture, int seconds = Seconds)
    {
        var red = picture.AsSpan(0, picture.Length / 3).ToArray().Average();
        return seconds * (red * 0.229 + 0.485);
    }

    /// <summary>The mean square of a ramp around t is (t² + d²/12) / 2 of full strength.</summary>
    private static double TimeOfSound(float[] waveform) =>
        Math.Sqrt(2 * Seconds * Seconds * waveform.Average(value => (double)value * value) - 9 / 12.0);
}
