using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class AsyncOperatorSpecs : StreamSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Keeps_the_order_of_results()
    {
        var waits = Enumerable.Range(0, 20).Select(n => (n * 7) % 5).ToArray();
        var results = Numbers(0, 20).SelectAsync(8, async n =>
        {
            await Task.Delay(waits[n]);
            return n;
        });

        Assert.Equal(Enumerable.Range(0, 20), await Run(results));
    }

    [Fact]
    public void Runs_no_more_tasks_than_allowed()
    {
        var running = 0;
        var gates = Enumerable.Range(0, 6).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var sink = Numbers(0, 6).SelectAsync(3, n =>
        {
            Interlocked.Increment(ref running);
            return gates[n].Task;
        }).RunWith(this.SinkProbe<int>(), Materializer);
        sink.Request(10);

        AwaitAssert(() => Assert.Equal(3, Volatile.Read(ref running)), Patience);
        gates[1].SetResult(1);
        sink.ExpectNoMsg(Moment);
        Assert.Equal(3, Volatile.Read(ref running));

        gates[0].SetResult(0);
        sink.ExpectNext(0, 1);
        AwaitAssert(() => Assert.Equal(5, Volatile.Read(ref running)), Patience);
        for (var i = 2; i < 6; i++)
            gates[i].SetResult(i);
        sink.ExpectNext(2, 3, 4, 5).ExpectComplete();
    }

    [Fact]
    public void Starts_tasks_without_demand_and_keeps_their_results()
    {
        var started = 0;
        var sink = Numbers(1, 5).SelectAsync(2, n =>
        {
            Interlocked.Increment(ref started);
            return Task.FromResult(n);
        }).RunWith(this.SinkProbe<int>(), Materializer);
        sink.EnsureSubscription();

        sink.ExpectNoMsg(Moment);
        Assert.Equal(0, Volatile.Read(ref started));
        sink.Request(1).ExpectNext(1).ExpectNoMsg(Moment);
        Assert.InRange(Volatile.Read(ref started), 1, 3);
        Assert.Equal([2, 3, 4, 5], sink.ToStrict(Patience));
    }

    [Fact]
    public void Emits_unordered_results_as_they_come()
    {
        var gates = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var sink = Numbers(0, 3).SelectAsyncUnordered(3, n => gates[n].Task).RunWith(this.SinkProbe<int>(), Materializer);
        sink.Request(10);

        gates[2].SetResult(2);
        sink.ExpectNext(2);
        gates[0].SetResult(0);
        sink.ExpectNext(0);
        gates[1].SetResult(1);
        sink.ExpectNext(1).ExpectComplete();
    }

    [Fact]
    public async Task Fails_with_the_aggregate_of_a_failed_task_and_with_what_the_function_threw()
    {
        var faulted = await Assert.ThrowsAsync<AggregateException>(
            () => Run(Numbers(1, 3).SelectAsync(2, n => Task.FromException<int>(new ArithmeticException("boom")))));
        Assert.IsType<ArithmeticException>(faulted.InnerException);

        await Assert.ThrowsAsync<ArithmeticException>(() => Run(Numbers(1, 3).SelectAsync<int, int, Akka.NotUsed>(2, _ => throw new ArithmeticException("boom"))));
    }

    [Fact]
    public async Task Fails_as_soon_as_a_task_fails_while_an_earlier_one_runs()
    {
        var first = new TaskCompletionSource<int>();
        var results = Numbers(0, 2).SelectAsync(2, n => n == 0 ? first.Task : Task.FromException<int>(new ArithmeticException("boom")));

        await Assert.ThrowsAsync<AggregateException>(() => Run(results));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Drops_failed_tasks_when_told_to_resume(bool ordered)
    {
        Task<int> OnlyOdd(int n) => n % 2 == 0 ? Task.FromException<int>(new ArithmeticException("boom")) : Task.FromResult(n);
        var flow = ordered ? Flow.Create<int>().SelectAsync(3, OnlyOdd) : Flow.Create<int>().SelectAsyncUnordered(3, OnlyOdd);

        var results = await Run(Numbers(1, 7).Via(flow.WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider))));

        Assert.Equal([1, 3, 5, 7], results);
    }

    [Fact]
    public async Task Treats_a_null_result_as_a_failure() =>
        await Assert.ThrowsAnyAsync<ArgumentNullException>(() => Run(Numbers(1, 3).SelectAsync(2, _ => Task.FromResult<string>(null!))));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_when_cancelled_while_tasks_run(bool ordered)
    {
        await this.AssertAllStagesStoppedAsync(
            () =>
            {
                var gate = new TaskCompletionSource<int>();
                var flow = ordered ? Flow.Create<int>().SelectAsync(3, _ => gate.Task) : Flow.Create<int>().SelectAsyncUnordered(3, _ => gate.Task);
                var (source, sink) = this.SourceProbe<int>().Via(flow).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
                sink.Request(5);
                source.SendNext(1).SendNext(2);

                sink.Cancel();
                source.ExpectCancellation();
                gate.SetResult(1);
                sink.ExpectNoMsg(Moment);
                return Task.CompletedTask;
            },
            Materializer);
    }

    [Fact]
    public async Task Completes_after_the_tasks_when_upstream_completes_first()
    {
        var gate = new TaskCompletionSource<int>();
        var result = Source.Single(1).SelectAsync(4, _ => gate.Task).RunWith(Sink.First<int>(), Materializer);

        gate.SetResult(5);

        Assert.Equal(5, await Soon(result));
    }

    [Fact]
    public async Task Runs_an_action_for_each_element_in_parallel()
    {
        var sum = 0;

        await Soon(Numbers(1, 10).RunWith(
            Sink.ForEachAsync<int>(4, async n =>
            {
                await Task.Yield();
                Interlocked.Add(ref sum, n);
            }),
            Materializer));

        Assert.Equal(55, sum);
    }
}
