using DeepAvFusion.Core;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Media.Tests.Windowing;

public sealed class SoundTimelineSpecs
{
    private const int Frame = 320;

    [Fact]
    public void Ignores_jitter_of_timestamps()
    {
        var random = new Random(7);
        var sound = new SoundTimeline(TimeSpan.FromMilliseconds(20));
        var samples = new float[Frame];
        for (var i = 0L; i < 3000; i++)
        {
            Array.Fill(samples, i);
            sound.Append((i * Frame) + (i == 0 ? 0 : random.Next(-300, 301)), samples);
            sound.Forget((i - 50) * Frame);
        }
        Assert.Equal(3000L * Frame, sound.Next);
        Assert.Equal(0, sound.Slipped);
        Assert.Equal(0, sound.Overlapped);
        Assert.Equal(10 * Frame, sound.Count(2980 * Frame, 2990 * Frame));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(-500)]
    public void Follows_drift_by_single_samples(int partsPerMillion)
    {
        var sound = new SoundTimeline(TimeSpan.FromMilliseconds(20));
        var samples = new float[Frame];
        var position = 0L;
        for (var i = 0L; i < 50 * 600; i++)
        {
            position = (long)(i * Frame * (1 + (partsPerMillion * 1e-6)));
            sound.Append(position, samples);
            sound.Forget(sound.Next - AudioClock.Rate);
        }
        Assert.InRange(Math.Abs(sound.Next - Frame - position), 0, AudioClock.Rate / 100);
        Assert.InRange(sound.Slipped * Math.Sign(partsPerMillion), 4600, 5000);
        Assert.Equal(0, sound.Overlapped);
        Assert.Equal(Frame, sound.Count(sound.Next - Frame, sound.Next));
    }

    [Fact]
    public void Drops_sound_for_a_time_that_has_some()
    {
        var sound = new SoundTimeline(TimeSpan.FromMilliseconds(20));
        sound.Append(0, Enumerable.Repeat(1f, 16000).ToArray());
        sound.Append(8000, Enumerable.Repeat(2f, 16000).ToArray());
        Assert.Equal(24000, sound.Next);
        Assert.Equal(8000, sound.Overlapped);
        var copy = new float[24000];
        sound.CopyTo(0, copy);
        Assert.Equal(1f, copy[15999]);
        Assert.Equal(2f, copy[16000]);
    }

    [Fact]
    public void Cuts_off_what_lies_before_the_origin()
    {
        var sound = new SoundTimeline(TimeSpan.FromMilliseconds(20));
        sound.Append(-100, Enumerable.Range(0, 1000).Select(i => (float)i).ToArray());
        var copy = new float[900];
        sound.CopyTo(0, copy);
        Assert.Equal(100f, copy[0]);
        Assert.Equal(900, sound.Next);
    }
}
