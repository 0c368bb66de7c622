using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Whoever listens hears all channels at their own rate, and the analysis goes on as without.</summary>
public sealed class NativeSoundSpecs(Clips clips) : IClassFixture<Clips>
{
    [Theory]
    [InlineData(1, 44100, "wav", "pcm_s16le")]
    [InlineData(2, 48000, "mp4", "aac")]
    [InlineData(6, 48000, "mkv", "flac")]
    public async Task All_channels_are_heard_at_their_own_rate(int channels, int rate, string container, string codec)
    {
        var signals = string.Join('|', Enumerable.Range(1, channels).Select(channel => FormattableString.Invariant($"{channel}/10*sin(440*2*PI*t)")));
        string[] picture = container == "wav" ? [] : ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=3"];
        var clip = clips.Make($"native{channels}.{container}", [.. picture, "-f", "lavfi", "-i", $"aevalsrc='{signals}':s={rate}:d=3", "-c:a", codec]);
        var (_, without, _) = await Sourcing.ReadAll(clip);
        var ear = new Ear();
        var (_, with, _) = await Sourcing.ReadAll(clip, Sourcing.Settings with { Listener = ear });
        Assert.Equal((channels, rate), (ear.Channels, ear.Rate));
        Assert.InRange(ear.Samples, 2.9 * rate, 3.2 * rate);
        if (codec != "aac")
            Assert.All(Enumerable.Range(0, channels), channel => Assert.Equal((channel + 1) / 10.0, ear.Peaks[channel], 0.005));
        Assert.Equal(without.OfType<PictureFrame>().Count(), with.OfType<PictureFrame>().Count());
        Assert.Equal(without.OfType<SoundFrame>().Sum(sound => sound.Samples.Span.Length), with.OfType<SoundFrame>().Sum(sound => sound.Samples.Span.Length));
        foreach (var frame in without.Concat(with))
            frame.Dispose();
    }

    private sealed class Ear : INativeSoundListener
    {
        public int Channels { get; private set; }

        public int Rate { get; private set; }

        public long Samples { get; private set; }

        public double[] Peaks { get; } = new double[8];

        public void Hear(ReadOnlySpan<float> interleaved, int channels, int rate)
        {
            (Channels, Rate) = (channels, rate);
            Samples += interleaved.Length / channels;
            for (var i = 0; i < interleaved.Length; i++)
                Peaks[i % channels] = Math.Max(Peaks[i % channels], Math.Abs(interleaved[i]));
        }
    }
}
