#pragma warning disable CS0618   // Akka 1.5.42 prefers calls with a CancellationToken, which earlier 1.5 does not have
using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace AkkaSpecs;

/// <summary>The reset timeout runs on virtual time.</summary>
public sealed class CircuitBreakerSpecs() : TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Reset = TimeSpan.FromMinutes(1);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Passes_results_and_failures_through_while_closed()
    {
        var breaker = Breaker();

        Assert.Equal(5, await breaker.WithCircuitBreaker(() => Task.FromResult(5)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fail(breaker));
        Assert.True(breaker.IsClosed);
        Assert.Equal(1, breaker.CurrentFailureCount);
        await breaker.WithCircuitBreaker(() => Task.CompletedTask);
        Assert.Equal(0, breaker.CurrentFailureCount);
    }

    [Fact]
    public async Task Opens_after_failures_in_a_row_and_then_fails_at_once()
    {
        var breaker = Breaker().OnOpen(() => TestActor.Tell("open"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Fail(breaker));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fail(breaker));

        Assert.True(breaker.IsOpen);
        await ExpectMsgAsync("open");
        await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.FromResult(1)));
    }

    [Fact]
    public async Task Lets_one_call_decide_after_the_reset_timeout()
    {
        var breaker = Breaker().OnHalfOpen(() => TestActor.Tell("half")).OnClose(() => TestActor.Tell("closed"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fail(breaker));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fail(breaker));

        Clock.Advance(Reset);
        await ExpectMsgAsync("half");
        Assert.True(breaker.IsHalfOpen);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fail(breaker));
        Assert.True(breaker.IsOpen);

        Clock.Advance(Reset);
        await ExpectMsgAsync("half");
        Assert.Equal(1, await breaker.WithCircuitBreaker(() => Task.FromResult(1)));
        await ExpectMsgAsync("closed");
        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public void Guards_synchronous_calls_too()
    {
        var breaker = Breaker();

        Assert.Equal(3, breaker.WithSyncCircuitBreaker(() => 3));
        Assert.ThrowsAny<Exception>(() => breaker.WithSyncCircuitBreaker(() => throw new InvalidOperationException()));
        Assert.ThrowsAny<Exception>(() => breaker.WithSyncCircuitBreaker(() => throw new InvalidOperationException()));
        Assert.Throws<OpenCircuitException>(() => breaker.WithSyncCircuitBreaker(() => { }));
    }

    [Fact]
    public void Takes_reports_of_calls_made_elsewhere()
    {
        var breaker = Breaker();

        breaker.Fail();
        breaker.Succeed();
        breaker.Fail();
        Assert.True(breaker.IsClosed);
        breaker.Fail();
        Assert.True(breaker.IsOpen);
    }

    private CircuitBreaker Breaker() => CircuitBreaker.Create(Sys.Scheduler, 2, TimeSpan.FromSeconds(10), Reset);

    private static Task<int> Fail(CircuitBreaker breaker) =>
        breaker.WithCircuitBreaker(() => Task.FromException<int>(new InvalidOperationException("expected")));
}
