using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Clocks of sound and picture that drift apart, and what only looks like it. Half a picture is 0.05 s at 10 a second.</summary>
public sealed class ClockDriftSpecs
{
    private const double HalfPicture = 0.05;

    private readonly ClockDrift _drift = new();
    private readonly Random _random = new(7);

    [Theory]
    [InlineData(0.01, 600, 0.002, 0.1)]
    [InlineData(-0.01, 60, 0.02, 0.1)]
    [InlineData(0.001, 300, 0.005, HalfPicture)]
    [InlineData(0.0001, 3600, 0.005, HalfPicture)]
    [InlineData(-0.0003, 7200, 0.02, HalfPicture)]
    public void Is_measured_and_taken_out_but_for_half_a_picture(double drift, int seconds, double jitter, double mostEver)
    {
        var error = 0.0;
        var most = 0.0;
        Play(seconds, at => at * drift, _ => 0, jitter, (at, moved) => most = Math.Max(most, error = Math.Abs(moved - (at * (1 + drift)))));
        Assert.InRange(error, 0, HalfPicture);
        Assert.InRange(most, 0, mostEver);
        Assert.InRange(_drift.Drift, (drift * 1e6) - Math.Max(10, Math.Abs(drift) * 1e5), (drift * 1e6) + Math.Max(10, Math.Abs(drift) * 1e5));
        Assert.Equal(-seconds * drift, _drift.Correction.TotalSeconds, tolerance: HalfPicture);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    public void A_step_is_another_way_through_the_network_and_no_drift(double step)
    {
        Play(600, _ => 0, at => at < 200 ? 0 : step, 0.005, (at, moved) => Assert.Equal(at, moved, tolerance: HalfPicture));
        Assert.Equal(0, _drift.Correction.TotalSeconds, tolerance: 0.005);
    }

    [Fact]
    public void A_step_in_the_midst_of_a_drift_leaves_it_followed()
    {
        var error = 0.0;
        Play(600, at => at * 0.002, at => at < 200 ? 0 : 0.3, 0.002, (at, moved) => error = Math.Abs(moved - (at * 1.002)));
        Assert.InRange(error, 0, HalfPicture);
    }

    [Fact]
    public void A_drift_that_ends_is_followed_no_further()
    {
        var (error, most) = (0.0, 0.0);
        Play(600, at => Math.Min(0.6, at * 0.002), _ => 0, 0.002, (at, moved) => most = Math.Max(most, error = Math.Abs(moved - at - Math.Min(0.6, at * 0.002))));
        Assert.InRange(error, 0, 0.01);
        Assert.InRange(most, 0, 0.1);
    }

    [Fact]
    public void Jitter_alone_moves_nothing()
    {
        Play(3600, _ => 0, _ => 0, 0.03, (at, moved) => Assert.Equal(at, moved, tolerance: 0.02));
        Assert.InRange(Math.Abs(_drift.Correction.TotalSeconds), 0, 0.02);
    }

    [Fact]
    public void What_was_waiting_when_the_source_was_opened_is_no_drift()
    {
        // twelve seconds, whose pictures take a tenth of their length to be decoded, and whose sound hardly any
        for (var i = 0; i < 60 * 50; i++)
        {
            var at = i * 0.02;
            _drift.Add(SourcePart.Sound, Time(at), TimeSpan.FromSeconds(Math.Max(at - 12, 0.01 * at)));
            if (i % 5 != 0)
                continue;
            _drift.Add(SourcePart.Picture, Time(at), TimeSpan.FromSeconds(Math.Max(at - 12, 0.1 * at)));
            Assert.Equal(at, _drift.Moved(Time(at)).Seconds, tolerance: 0.02);
        }
        Assert.Equal(0, _drift.Drift);
    }

    [Fact]
    public void Pictures_are_moved_too_slowly_to_be_seen()
    {
        var (last, lastMoved) = (0.0, 0.0);
        Play(60, at => at * 0.02, _ => 0, 0.002, (at, moved) =>
        {
            Assert.InRange(moved - lastMoved, (at - last) * 0.95 - 1e-6, (at - last) * 1.05 + 1e-6);
            (last, lastMoved) = (at, moved);
        });
        Assert.Equal(61.2, lastMoved, tolerance: 0.2);
    }

    [Fact]
    public void A_clock_that_begins_anew_is_learnt_anew()
    {
        Play(60, at => at * 0.01, _ => 0, 0.002, (_, _) => { });
        _drift.Reset();
        Assert.Equal((0, TimeSpan.Zero), (_drift.Drift, _drift.Correction));
    }

    /// <summary>Ten pictures and fifty stretches of sound a second on a true clock.</summary>
    /// <param name="ahead">How far the sound's clock is ahead of the true one.</param>
    /// <param name="delay">How much later sound arrives.</param>
    /// <param name="see">Is told each picture's true time and where it was put.</param>
    private void Play(int seconds, Func<double, double> ahead, Func<double, double> delay, double jitter, Action<double, double> see)
    {
        for (var i = 0; i < seconds * 50; i++)
        {
            var at = i * 0.02;
            var now = at + 0.5;
            _drift.Add(SourcePart.Sound, Time(at + ahead(at)), TimeSpan.FromSeconds(now + delay(at) + (_random.NextDouble() * jitter)));
            if (i % 5 != 0)
                continue;
            _drift.Add(SourcePart.Picture, Time(at), TimeSpan.FromSeconds(now + (_random.NextDouble() * jitter)));
            see(at, _drift.Moved(Time(at)).Seconds);
        }
    }

    private static MediaTime Time(double seconds) => new(TimeSpan.FromSeconds(seconds));
}
