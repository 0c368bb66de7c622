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
        Assert.Equal([1.5, 3, 6, 12, 15, 15], Enumerable.Range(0, 6).Select(_ => FailAfter(TimeSpan.FromMinutes(2)).Wait.TotalSeconds));

    [Fact]
    public void Three_failures_within_a_minute_make_the_stream_faulted()
    {
        Assert.False(FailAfter(TimeSpan.Zero).Faulted);
        Assert.False(FailAfter(TimeSpan.FromSeconds(20)).Faulted);
        Assert.Equal((TimeSpan.FromMinutes(5), true), FailAfter(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Failures_further_apart_do_not()
    {
        for (var i = 0; i < 10; i++)
            Assert.False(FailAfter(TimeSpan.FromSeconds(31)).Faulted);
    }

    [Fact]
    public void A_run_that_worked_resets_the_wait()
    {
        FailAfter(TimeSpan.Zero);
        FailAfter(TimeSpan.FromMinutes(2));
        _policy.Worked();
        Assert.Equal(1.5, FailAfter(TimeSpan.FromMinutes(2)).Wait.TotalSeconds);
    }

    private (TimeSpan Wait, bool Faulted) FailAfter(TimeSpan span)
    {
        _now += span;
        return _policy.Failed(_now);
    }
}
