using DeepAvFusion.Core;
using DeepAvFusion.Media.Writers;
using NAudio.Wave;

namespace DeepAvFusion.Media.Tests.Writers;

public sealed class WavTrackWriterSpecs(Clips clips) : IClassFixture<Clips>
{
    [Fact]
    public void Puts_every_sample_at_its_time()
    {
        using (var writer = WavTrackWriter.Create(clips["a.wav"]))
        {
            writer.Write(MediaTime.FromSeconds(0.5), Enumerable.Repeat(0.5f, 8000).ToArray());
            writer.Write(MediaTime.FromSeconds(0.75), Enumerable.Repeat(-0.25f, 8000).ToArray());
            writer.Write(MediaTime.FromSeconds(2), [2f, -2f]);
            Assert.Equal(32002, writer.Samples);
        }
        var samples = Read(clips["a.wav"]);
        Assert.Equal(32002, samples.Length);
        Assert.Equal([0f, 0.5f, 0.5f, -0.25f, -0.25f, 0f], new[] { 7999, 8000, 15999, 16000, 19999, 20000 }.Select(i => MathF.Round(samples[i], 3)));
        Assert.Equal([1f, -1f], samples[32000..].Select(s => MathF.Round(s, 3)));
    }

    [Fact]
    public void Is_valid_after_every_flush()
    {
        using var writer = WavTrackWriter.Create(clips["b.wav"]);
        writer.Write(MediaTime.Zero, new float[20000]);
        writer.Write(MediaTime.FromSeconds(1.25), new float[10]);
        File.Copy(clips["b.wav"], clips["b-copy.wav"]);
        Assert.Equal(20000, Read(clips["b-copy.wav"]).Length);
    }

    [Fact]
    public void Says_when_the_folder_is_missing_or_read_only()
    {
        Assert.Contains("not there", Assert.Throws<WriteException>(() => WavTrackWriter.Create(clips["none/x.wav"])).Message);
        Assert.Contains("read-only", Assert.Throws<WriteException>(() => WavTrackWriter.Create("/sys/x.wav")).Message);
    }

    [Fact]
    public void Says_when_the_disk_is_full() =>
        Assert.Contains("disk is full", Assert.Throws<WriteException>(() =>
        {
            using var writer = WavTrackWriter.Create("/dev/full");
            writer.Write(MediaTime.Zero, new float[100000]);
        }).Message);

    private static float[] Read(string path)
    {
        using var reader = new WaveFileReader(path);
        var samples = new float[reader.SampleCount];
        Assert.Equal(samples.Length, reader.ToSampleProvider().Read(samples));
        return samples;
    }
}
