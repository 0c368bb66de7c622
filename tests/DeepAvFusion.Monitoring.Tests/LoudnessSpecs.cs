using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DeepAvFusion.Monitoring.Sound;

namespace DeepAvFusion.Monitoring.Tests;

/// <summary>Loudness reads as EBU's test signals ask for, and as FFmpeg's `ebur128` reads.</summary>
public sealed partial class LoudnessSpecs
{
    public static TheoryData<string, double[][], double> Integrated => new()
    {
        { "3341-1", [[-23, 20]], -23 },
        { "3341-2", [[-33, 20]], -33 },
        { "3341-3", [[-36, 10], [-23, 60], [-36, 10]], -23 },
        { "3341-4", [[-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]], -23 },
        { "3341-5", [[-26, 20], [-20, 20.1], [-26, 20]], -23 },
    };

    public static TheoryData<string, double[][], double> Ranges => new()
    {
        { "3342-1", [[-20, 20], [-30, 20]], 10 },
        { "3342-2", [[-20, 20], [-15, 20]], 5 },
        { "3342-3", [[-40, 20], [-20, 20]], 20 },
        { "3342-4", [[-50, 20], [-35, 20], [-20, 20], [-35, 20], [-50, 20]], 15 },
    };

    [Theory]
    [MemberData(nameof(Integrated))]
    public void The_integrated_loudness_of_EBUs_signals_is_right(string signal, double[][] tones, double loudness)
    {
        var meter = Measure(tones.Aggregate(new Tones(), (all, tone) => all.Tone(tone[0], tone[1])));
        Assert.True(Math.Abs(meter.Loudness.Integrated!.Value - loudness) <= 0.1, $"{signal}: {meter.Loudness.Integrated}");
    }

    [Fact]
    public void Five_channels_count_with_their_weights() =>
        Assert.Equal(-23, Measure(new Tones(5).Tone([-28, -28, -24, -30, -30], 20)).Loudness.Integrated!.Value, 0.1);

    [Fact]
    public void The_low_frequency_effects_do_not_count() =>
        Assert.Equal(-23, Measure(new Tones(6).Tone([-28, -28, -24, 0, -30, -30], 20)).Loudness.Integrated!.Value, 0.1);

    [Fact]
    public void Momentary_and_short_term_loudness_stay_where_EBUs_signals_keep_them()
    {
        var (moments, shorts) = (new List<double>(), new List<double>());
        var fast = new Tones();
        for (var i = 0; i < 20; i++)
            fast.Tone(-20, 0.18).Tone(-30, 0.22);
        Measure(fast, meter => moments.Add(meter.Loudness.Moment ?? -23));
        Assert.All(moments.Skip(10), moment => Assert.Equal(-23, moment, 0.1));
        var slow = new Tones();
        for (var i = 0; i < 5; i++)
            slow.Tone(-20, 1.34).Tone(-30, 1.66);
        Measure(slow, meter => shorts.Add(meter.Loudness.Short ?? -23));
        Assert.All(shorts.Skip(31), one => Assert.Equal(-23, one, 0.1));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void The_range_of_EBUs_signals_is_right(string signal, double[][] tones, double range)
    {
        var meter = Measure(tones.Aggregate(new Tones(), (all, tone) => all.Tone(tone[0], tone[1])));
        Assert.True(Math.Abs(meter.Loudness.Range!.Value - range) <= 0.2, $"{signal}: {meter.Loudness.Range}");
    }

    [Theory]
    [InlineData(4, 0, 0.5, -6)]
    [InlineData(4, 45, 0.5, -6)]
    [InlineData(6, 60, 0.5, -6)]
    [InlineData(8, 67.5, 0.5, -6)]
    [InlineData(4, 45, 1.41, 3)]
    public void The_true_peak_of_EBUs_signals_is_right(int divisor, double phase, double amplitude, double peak)
    {
        var tone = new Tones().Each(2, (_, t) => Math.Min(1, t * 20) * amplitude * Math.Sin((2 * Math.PI * t * 48000 / divisor) + (phase * Math.PI / 180)));
        Assert.InRange(20 * Math.Log10(Measure(tone).HighestPeak), peak - 0.4, peak + 0.2);
    }

    [Fact]
    public async Task FFmpegs_ebur128_reads_the_same_within_a_tenth()
    {
        await CompareAsync(new Tones().Noise(-12, 12, 1).Tone(-25, 8).Noise(-30, 8, 2).Tone(-18, 6, 97));
        await CompareAsync(new Tones(1, 44100).Noise(-20, 15, 3).Tone(-30, 8, 5000));
        await CompareAsync(new Tones(6).Noise(-24, 15, 4).Tone([-30, -33, -20, -10, -25, -40], 8));
        await CompareAsync(new Tones(2, 96000).Noise(-16, 8, 5).Tone(-22, 6, 12000));
    }

    [Fact]
    public void Silence_has_no_loudness()
    {
        var meter = Measure(new Tones().Each(5, (_, _) => 0));
        Assert.Null(meter.Loudness.Integrated);
        Assert.Null(meter.Loudness.Range);
        Assert.Equal(double.NegativeInfinity, meter.Loudness.Moment);
    }

    [Fact]
    public void The_sliding_loudness_forgets_what_is_older()
    {
        var meter = Measure(new Tones().Tone(-10, 20).Tone(-30, 12), sliding: 100);
        Assert.Equal(-30, meter.Loudness.Sliding()!.Value, 0.1);
    }

    private static SoundMeter Measure(Tones tones, Action<SoundMeter>? each = null, int sliding = 6000)
    {
        var meter = new SoundMeter(tones.Channels, tones.Rate, sliding);
        foreach (var some in tones.Samples.Chunk(1024 * tones.Channels))
            meter.Add(some, _ => each?.Invoke(meter));
        return meter;
    }

    private static async Task CompareAsync(Tones tones)
    {
        var ours = Measure(tones);
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", $"-hide_banner -nostats -f f32le -ar {tones.Rate} -ac {tones.Channels} -i pipe:0 -af ebur128=peak=true -f null -")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        var told = ffmpeg.StandardError.ReadToEndAsync();
        await ffmpeg.StandardInput.BaseStream.WriteAsync(MemoryMarshal.AsBytes<float>(tones.Samples).ToArray());
        ffmpeg.StandardInput.Close();
        var text = await told;
        text = text[text.LastIndexOf("Summary:", StringComparison.Ordinal)..];
        Assert.Equal(Read(Loudness(), text), ours.Loudness.Integrated!.Value, 0.1);
        Assert.Equal(Read(Range(), text), ours.Loudness.Range!.Value, 0.15);                  // both are rounded to a tenth
        Assert.Equal(Read(Peak(), text), 20 * Math.Log10(ours.HighestPeak), 0.15);
    }

    private static double Read(Regex pattern, string text) => double.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"I:\s+(-?[\d.]+) LUFS")]
    private static partial Regex Loudness();

    [GeneratedRegex(@"LRA:\s+(-?[\d.]+) LU")]
    private static partial Regex Range();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+) dBFS")]
    private static partial Regex Peak();
}
