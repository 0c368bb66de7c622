using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

public sealed class SourceClockSpecs
{
    private readonly SourceClock _clock = new();

    [Fact]
    public void Begins_at_zero_and_keeps_the_differences()
    {
        Assert.Equal(0, Picture(1_700_000_000.0), 6);
        Assert.Equal(0.02, Sound(1_700_000_000.02), 6);
        Assert.Equal(9, Picture(1_700_000_009.0), 6);
        Assert.Equal(0, _clock.Discontinuities);
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(-90)]
    [InlineData(-5)]
    public void Takes_a_leap_out_for_both_sides_alike(double leap)
    {
        for (var i = 0; i < 1000; i++)
        {
            Picture(100 + (i * 0.1));
            Sound(100 + (i * 0.1) + 0.03);
        }
        var sound = Sound(200.03 + leap);
        Assert.InRange(sound, 99.8, 100.3);
        Assert.Equal(100, Picture(200), 3);     // a straggler from before the leap
        var picture = Picture(200.1 + leap);
        Assert.Equal(0.07, picture - sound, 3);                     // as the source has it
        Assert.Equal(0.1, Picture(200.2 + leap) - picture, 3);
        Assert.Equal(1, _clock.Discontinuities);
    }

    [Theory]
    [InlineData(-0.4, 1)]
    [InlineData(-0.25, 1)]
    [InlineData(-0.15, 0)]          // less than a tenth of a second of it is left after the first frames
    public void Takes_a_small_step_back_out_for_both_sides_alike(double step, int leaps)
    {
        var sound = 0.0;
        for (var i = 0; i < 1000; i++)
        {
            // ten seconds before the step, and ten after
            var leap = i < 500 ? 0 : step;
            sound = Sound(100 + (i * 0.02) + leap);
            if (i % 5 == 0)
            {
                var picture = Picture(100.01 + (i * 0.02) + leap);
                if (i is < 500 or > 520)
                    Assert.Equal(0.01, picture - sound, 3);
            }
        }
        Assert.Equal(leaps, _clock.Discontinuities);
        Assert.Equal(leaps == 0 ? 19.98 + step : 19.98, sound, 2);
    }

    [Fact]
    public void Leaves_disorder_of_a_few_frames_as_it_is()
    {
        Assert.Equal(0, Picture(0), 3);
        for (var i = 1; i < 100; i++)
        {
            Assert.Equal(i * 0.2, Picture(i * 0.2), 3);
            Assert.Equal((i * 0.2) - 0.15, Picture((i * 0.2) - 0.15), 3);
        }
        Assert.Equal(0, _clock.Discontinuities);
    }

    [Fact]
    public void Lets_a_real_hole_be_a_hole()
    {
        Picture(0);
        Assert.Equal(9.5, Picture(9.5), 3);
        Assert.Equal(9.45, Picture(9.45), 3);
        Assert.Equal(0, _clock.Discontinuities);
    }

    [Fact]
    public void Takes_off_what_FFmpeg_was_made_to_add()
    {
        Assert.Equal(0, Picture(10 + FfmpegArguments.Epoch), 3);
        Assert.Equal(1, Picture(11 + (3.0 * FfmpegArguments.Epoch)), 3);
        Assert.Equal(1, Sound(11 + (2.0 * FfmpegArguments.Epoch)), 3);
        Assert.Equal(0, _clock.Discontinuities);
    }

    [Fact]
    public void Runs_on_over_epochs()
    {
        for (var i = 0; i < 3000; i++)
        {
            Assert.Equal(i * 5, Picture(i * 5), 3);
            Assert.Equal((i * 5) + 1, Sound((i * 5) + 1), 3);
        }
        Assert.Equal(0, _clock.Discontinuities);
    }

    [Fact]
    public void Lets_a_codecs_run_up_lie_before_zero()
    {
        Assert.Equal(-0.064, Sound(-0.064), 4);
        Assert.Equal(0, Picture(0), 4);
    }

    private double Picture(double seconds) => _clock.Map(SourcePart.Picture, (long)Math.Round(seconds * 90000), 1, 90000, TimeSpan.Zero).Seconds;

    private double Sound(double seconds) => _clock.Map(SourcePart.Sound, (long)Math.Round(seconds * 16000), 1, 16000, TimeSpan.FromMilliseconds(20)).Seconds;
}
