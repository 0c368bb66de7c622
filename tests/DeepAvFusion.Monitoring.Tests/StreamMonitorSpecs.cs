using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Settings;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Monitoring.Tests;

/// <summary>Faults are set and cleared by their levels and times, each apart.</summary>
public sealed class StreamMonitorSpecs
{
    private const string All = "davf.monitoring.faults=[silence, silent-channel, digital-zero, clipping, phase, over-level, loudness, long-loudness, black, freeze, black-and-silent, frozen-and-silent, av-offset, far-av-offset]";

    private readonly List<(FaultKind Kind, bool IsSet)> _news = [];
    private double _picturesUntil;
    private byte _noise;

    [Fact]
    public void Silence_is_told_after_ten_seconds_and_over_after_three()
    {
        var monitor = New();
        Hear(monitor, new Tones().Noise(-20, 3, 1).Noise(-70, 9, 2));
        Assert.Empty(monitor.Faults);
        Hear(monitor, new Tones().Noise(-70, 3, 3));
        Assert.Equal(FaultKind.Silence, Assert.Single(monitor.Faults).Kind);
        Hear(monitor, new Tones().Noise(-47, 5, 4));                                          // between bad and good
        Assert.Single(monitor.Faults);
        Hear(monitor, new Tones().Noise(-30, 2, 5));
        Assert.Single(monitor.Faults);
        Hear(monitor, new Tones().Noise(-30, 2, 6));
        Assert.Empty(monitor.Faults);
        Assert.Equal([(FaultKind.Silence, true), (FaultKind.Silence, false)], _news);
    }

    [Fact]
    public void Pauses_between_words_are_no_silence()
    {
        var monitor = New();
        for (var i = 0; i < 20; i++)
            Hear(monitor, new Tones().Noise(-20, 0.5, i).Noise(-80, 0.4, i));
        Assert.Empty(_news);
    }

    [Fact]
    public void One_channel_that_is_silent_is_told_by_its_number()
    {
        var monitor = New();
        Hear(monitor, new Tones(3).Tone([-20, -90, -20], 12));
        Assert.Equal((FaultKind.SilentChannel, "channel 2 is silent"), (monitor.Faults[0].Kind, monitor.Faults[0].Detail));
        Hear(monitor, new Tones(3).Tone([-20, -20, -20], 5));
        Assert.Empty(monitor.Faults);
    }

    [Fact]
    public void Zeros_are_told_sooner_than_silence()
    {
        var monitor = New();
        Hear(monitor, new Tones().Each(6, (_, _) => 0));
        Assert.Equal([FaultKind.DigitalZero], monitor.Faults.Select(fault => fault.Kind));
        Hear(monitor, new Tones().Noise(-90, 2, 1));
        Assert.DoesNotContain(monitor.Faults, fault => fault.Kind == FaultKind.DigitalZero);
    }

    [Fact]
    public void Clipping_and_too_high_a_peak_are_told()
    {
        var monitor = New();
        Hear(monitor, new Tones().Tone(-1.5, 4));
        Assert.DoesNotContain(monitor.Faults, fault => fault.Kind is FaultKind.Clipping or FaultKind.OverLevel);
        Hear(monitor, new Tones().Each(2, (_, t) => Math.Clamp(1.5 * Math.Sin(2 * Math.PI * 1000 * t), -1, 1)));
        Assert.Equal([FaultKind.Clipping, FaultKind.OverLevel], monitor.Faults.Select(fault => fault.Kind).Where(kind => kind is FaultKind.Clipping or FaultKind.OverLevel));
        Hear(monitor, new Tones().Tone(-20, 16));
        Assert.DoesNotContain(monitor.Faults, fault => fault.Kind is FaultKind.Clipping or FaultKind.OverLevel);
    }

    [Fact]
    public void Channels_that_cancel_each_other_are_told()
    {
        var monitor = New();
        Hear(monitor, new Tones().Each(12, (channel, t) => (channel == 0 ? 0.1 : -0.1) * Math.Sin(2 * Math.PI * 440 * t)));
        Assert.Contains(monitor.Faults, fault => fault.Kind == FaultKind.Phase);
        Hear(monitor, new Tones().Tone(-20, 5));
        Assert.DoesNotContain(monitor.Faults, fault => fault.Kind == FaultKind.Phase);
    }

    [Fact]
    public void Loudness_that_is_off_its_target_is_told_by_the_short_term_and_over_minutes()
    {
        var monitor = New("davf.monitoring.loudness.over=20s");
        Hear(monitor, new Tones().Tone(-23, 10).Tone(-16, 29));
        Assert.DoesNotContain(monitor.Faults, fault => fault.Kind == FaultKind.Loudness);
        Hear(monitor, new Tones().Tone(-16, 8));
        Assert.Equal([FaultKind.Loudness], monitor.Faults.Select(fault => fault.Kind));
        Hear(monitor, new Tones().Tone(-23, 45));
        Assert.Empty(monitor.Faults);
        Hear(monitor, new Tones().Tone(-20, 60));
        Assert.Equal([FaultKind.LongLoudness], monitor.Faults.Select(fault => fault.Kind));
    }

    [Fact]
    public void A_black_picture_is_told_after_three_seconds()
    {
        var monitor = New();
        See(monitor, 2, 128);
        See(monitor, 2.5, 10);
        Assert.Empty(monitor.Faults);
        See(monitor, 1, 10);
        Assert.Contains(monitor.Faults, fault => fault.Kind == FaultKind.Black);
        See(monitor, 2, 128);
        Assert.DoesNotContain(monitor.Faults, fault => fault.Kind == FaultKind.Black);
    }

    [Fact]
    public void A_picture_that_stands_still_is_told_although_the_masked_clock_goes_on()
    {
        foreach (var isMasked in new[] { true, false })
        {
            var monitor = isMasked ? New("davf.monitoring.masks.door=[\"0.5,0 1,0 1,0.5 0.5,0.5\"]") : New();
            See(monitor, 12, 128, moves: "clock");
            Assert.Equal(isMasked, monitor.Faults.Any(fault => fault.Kind == FaultKind.Freeze));
            See(monitor, 3, 128, moves: "all");
            Assert.Empty(monitor.Faults);
        }
    }

    [Fact]
    public void Neither_picture_nor_sound_is_a_fault_of_its_own()
    {
        var monitor = New();
        for (var second = 0; second < 14; second++)
        {
            Hear(monitor, new Tones().Noise(-80, 1, second));
            See(monitor, 1, 5, moves: "");
        }
        Assert.Equal([FaultKind.Silence, FaultKind.Black, FaultKind.Freeze, FaultKind.BlackAndSilent, FaultKind.FrozenAndSilent], monitor.Faults.Select(fault => fault.Kind));
        See(monitor, 3, 128, moves: "all");
        Assert.Equal([FaultKind.Silence], monitor.Faults.Select(fault => fault.Kind));
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(50, 1)]
    [InlineData(100, 2)]
    [InlineData(-50, 0)]
    [InlineData(-70, 1)]
    [InlineData(-200, 2)]
    public void Sound_that_is_early_or_late_is_told_in_two_steps(int milliseconds, int faults)
    {
        var monitor = New();
        for (var second = 0; second < 6; second++)
            monitor.Offset(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromSeconds(1));
        Assert.Equal(faults, monitor.Faults.Count);
    }

    [Fact]
    public void What_is_not_looked_for_is_not_told()
    {
        var monitor = New("davf.monitoring.faults=[black]");
        Hear(monitor, new Tones().Each(20, (_, _) => 0));
        Assert.Empty(_news);
    }

    [Fact]
    public void A_run_that_is_over_leaves_no_fault()
    {
        var monitor = New();
        Hear(monitor, new Tones().Each(20, (_, _) => 0));
        monitor.Over();
        Assert.Empty(monitor.Faults);
        Assert.Null(monitor.Report.Sound);
        Assert.Equal(_news.Count(news => news.IsSet), _news.Count(news => !news.IsSet));
    }

    [Fact]
    public void Samples_that_are_no_numbers_and_channels_that_change_do_no_harm()
    {
        var monitor = New();
        monitor.Hear([float.NaN, float.PositiveInfinity, 0, 0], 2, 48000);
        Hear(monitor, new Tones().Tone(-23, 5));
        Hear(monitor, new Tones(6, 44100).Noise(-20, 5, 1));
        monitor.Hear(new float[100], 0, 48000);
        monitor.Hear(new float[100], 64, 48000);
        Assert.Equal((6, 44100), (monitor.Report.Sound!.Channels, monitor.Report.Sound.Rate));
        Assert.True(double.IsFinite(monitor.Report.Sound.Integrated!.Value));
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_told()
    {
        var report = new SettingsReport();
        Read(report, "davf.monitoring.silence.clear=-70", "davf.monitoring.faults=[dull]", "davf.monitoring.masks.door=[\"1,2\"]", "davf.monitoring.loudness.over=1s");
        Assert.Equal(["monitoring.faults", "monitoring.loudness.over", "monitoring.masks.door", "monitoring.silence.clear"], report.Problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
    }

    private StreamMonitor New(params string[] overrides)
    {
        var settings = Read(new SettingsReport(), [All, .. overrides]);
        return new StreamMonitor(settings, settings.Masks.GetValueOrDefault("door", []), new FakeTimeProvider(), (fault, isSet) => _news.Add((fault.Kind, isSet)));
    }

    private static MonitoringSettings Read(SettingsReport report, params string[] overrides) => MonitoringSettings.From(new SettingsReader(SettingsLoader.Load([], overrides).Config.GetConfig("davf"), report));

    private static void Hear(StreamMonitor monitor, Tones tones)
    {
        foreach (var some in tones.Samples.Chunk(1024 * tones.Channels))
            monitor.Hear(some, tones.Channels, tones.Rate);
    }

    /// <summary>Ten pictures a second of one brightness.</summary>
    /// <param name="moves">What does: a corner, `clock`; `all`; or nothing.</param>
    private void See(StreamMonitor monitor, double seconds, byte brightness, string moves = "all")
    {
        for (var end = _picturesUntil + seconds; _picturesUntil < end - 0.01; _picturesUntil += 0.1)
        {
            var lease = Lease.Rent<byte>(64 * 36 * 3);
            lease.Span.Fill(brightness);
            _noise++;
            for (var i = 0; i < lease.Span.Length; i++)
            {
                var (x, y) = (i / 3 % 64, i / 3 / 64);
                if (moves == "all" || (moves == "clock" && x >= 32 && y < 18))
                    lease.Span[i] = (byte)Math.Clamp(brightness + ((_noise * 7 + i) % 9) - 4, 0, 255);
            }
            using var picture = new PictureFrame { Rgb = lease, Width = 64, Height = 36, Time = MediaTime.FromSeconds(_picturesUntil), ArrivedAt = DateTimeOffset.UnixEpoch };
            monitor.See(picture);
        }
    }
}
