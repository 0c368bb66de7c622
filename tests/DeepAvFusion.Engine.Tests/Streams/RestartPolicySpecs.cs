using DeepAvFusion.Engine.Streams;

namespace DeepAvFusion.Engine.Tests.Streams;

public sealed class RestartPolicySpecs
{
    private static readonly RestartSettings Settings = new(
        BackoffFrom: TimeSpan.FromSeconds(1), BackoffTo: TimeSpan.FromSeconds(10), Jitter: 0.5, RunsPerMinute: 3, FaultedRetry: TimeSpan.FromMinutes(5));

    private readonly RestartPolicy _policy = new(Settings, () => 1);
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Waits_double_with_each_failure_up_to_the_longest_with_jitter_on_top() =>
        Assert.Equal([1.5, 3, 6, 12, 15, 15], Enumerable.Range(0, 6).Select(_ => EndAfter(TimeSpan.FromMinutes(2)).Wait.TotalSeconds));

    [Fact]
    public void Three_failures_within_a_minute_make_the_stream_faulted_and_the_wait_only_doubles()
    {
        Assert.False(EndAfter(TimeSpan.Zero).Faulted);
        Assert.False(EndAfter(TimeSpan.FromSeconds(20)).Faulted);
        Assert.Equal((TimeSpan.FromSeconds(6), true), EndAfter(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Failures_further_apart_do_not()
    {
        for (var i = 0; i < 10; i++)
            Assert.False(EndAfter(TimeSpan.FromSeconds(31)).Faulted);
    }

    [Fact]
    public void Runs_with_results_are_no_failures_however_many_end()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal((TimeSpan.FromSeconds(1.5), false), EndAfter(TimeSpan.FromSeconds(13), hadResults: true));
            Assert.Equal((TimeSpan.FromSeconds(1.5), false), EndAfter(TimeSpan.FromSeconds(1.5)));
            Assert.Equal((TimeSpan.FromSeconds(1.5), false), EndAfter(TimeSpan.FromSeconds(1.5)));
        }
    }

    [Fact]
    public void A_source_that_has_worked_is_looked_for_within_a_fifth_of_its_absence()
    {
        EndAfter(TimeSpan.Zero, hadResults: true);
        var lost = _now;
        for (var wait = TimeSpan.FromSeconds(1.5); _now - lost < TimeSpan.FromMinutes(1); wait = EndAfter(wait).Wait)
            Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5) + ((_now - lost) * 0.1875));
        Assert.InRange(EndAfter(TimeSpan.FromHours(1)).Wait.TotalSeconds, 10, 15);
    }

    private (TimeSpan Wait, bool Faulted) EndAfter(TimeSpan span, bool hadResults = false)
    {
        _now += span;
        return _policy.Ended(_now, hadResults, isPermanent: false);
    }
}
