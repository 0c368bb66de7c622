using DeepAvFusion.Core;
using DeepAvFusion.Media.Stills;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>One sound out of many channels, the same from a stream and from a still's file.</summary>
public sealed class DownmixSpecs(Clips clips) : IClassFixture<Clips>
{
    private const string Tone = "sin(2*PI*440*t)";

    [Theory]
    [InlineData("mono", "0.9*T", 0.9)]
    [InlineData("stereo", "0.9*T|0.9*T", 0.9)]
    [InlineData("5.1", "T|T|T|T|T|T", 1)]
    [InlineData("stereo", "0.8*T|0", 0.4)]
    [InlineData("5.1", "0|0|0.9*T|0|0|0", 0.15)]
    [InlineData("7.1", "T|T|T|T|0|0|0|0", 0.5)]
    public async Task Is_the_mean_of_all_channels_and_clips_nothing(string layout, string channels, double amplitude)
    {
        foreach (var sound in await Both(Clip(layout, channels)))
        {
            Assert.Equal(amplitude, At(sound, 440), 0.02);
            Assert.InRange(At(sound, 1320), 0, 0.01 * amplitude);
        }
    }

    [Theory]
    [InlineData("0.4*T|-0.4*T", 0.4)]
    [InlineData("0.3*T|-0.5*T", 0.5)]
    [InlineData("0.5+0.4*T|0.5-0.4*T", 0.4)]
    public async Task Takes_the_louder_side_of_two_that_cancel_each_other_and_says_so(string channels, double amplitude)
    {
        var clip = Clip("stereo", channels);
        foreach (var sound in await Both(clip))
            Assert.Equal(amplitude, At(sound, 440), 0.02);
        await using var source = await Open(clip);
        await Drain(source);
        var remarks = new List<string>();
        source.Remarked += remarks.Add;
        Assert.Contains("cancel each other", Assert.Single(remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.4*T|0.4*T")]
    [InlineData("0.4*T|0.4*sin(2*PI*700*t)")]
    [InlineData("0.3*T|-0.1*T")]
    [InlineData("0.1+0.2*T|0.2*T-0.1")]
    [InlineData("0|0")]
    public async Task Says_nothing_of_sides_that_only_differ(string channels)
    {
        await using var source = await Open(Clip("stereo", channels));
        await Drain(source);
        source.Remarked += text => Assert.Fail(text);
    }

    private string Clip(string layout, string channels) => clips.Make(
        $"{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(layout + channels))}.wav", "-f", "lavfi", "-i",
        $"aevalsrc='{channels.Replace("T", Tone, StringComparison.Ordinal)}':c={layout}:s=48000:d=3", "-c:a", "pcm_f32le");

    private static async Task<float[][]> Both(string clip)
    {
        var read = await ReadAll(clip);
        var streamed = Samples(read.Frames);
        Give(read);
        return [streamed, await StillFiles.SoundAsync(clip, CancellationToken.None)];
    }

    /// <summary>Amplitude at a frequency, over whole periods in the middle.</summary>
    private static double At(float[] sound, double frequency)
    {
        double re = 0, im = 0;
        for (var i = AudioClock.Rate; i < 2 * AudioClock.Rate; i++)
        {
            re += sound[i] * Math.Cos(2 * Math.PI * frequency * i / AudioClock.Rate);
            im += sound[i] * Math.Sin(2 * Math.PI * frequency * i / AudioClock.Rate);
        }
        return 2 * Math.Sqrt((re * re) + (im * im)) / AudioClock.Rate;
    }
}
