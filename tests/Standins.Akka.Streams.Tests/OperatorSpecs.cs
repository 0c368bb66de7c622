using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Util;

namespace AkkaStreamsSpecs;

public sealed class OperatorSpecs : StreamSpecs
{
    [Fact]
    public async Task Selects_and_filters() =>
        Assert.Equal([20, 40], await Run(Numbers(1, 5).Where(n => n % 2 == 0).Select(n => n * 10)));

    [Fact]
    public async Task Where_not_keeps_the_others() => Assert.Equal([1, 3, 5], await Run(Numbers(1, 5).WhereNot(n => n % 2 == 0)));

    [Fact]
    public async Task Collects_where_defined() =>
        Assert.Equal(["2", "4"], await Run(Numbers(1, 5).Collect(n => n % 2 == 0, n => n.ToString())));

    [Fact]
    public async Task Flattens_sequences() =>
        Assert.Equal([1, 2, 2, 3, 3, 3], await Run(Numbers(0, 4).SelectMany(n => Enumerable.Repeat(n, n))));

    [Fact]
    public async Task Keeps_the_state_of_a_stateful_flattening_apart_for_each_run()
    {
        var running = Numbers(1, 3).StatefulSelectMany<int, int, Akka.NotUsed>(() =>
        {
            var sum = 0;
            return n => [sum += n];
        });

        Assert.Equal([1, 3, 6], await Run(running));
        Assert.Equal([1, 3, 6], await Run(running));
    }

    [Fact]
    public async Task Scans_from_the_start_value() => Assert.Equal([0, 1, 3, 6], await Run(Numbers(1, 3).Scan(0, (sum, n) => sum + n)));

    [Fact]
    public async Task Scans_an_empty_stream_to_the_start_value() =>
        Assert.Equal([7], await Run(Source.Empty<int>().Scan(7, (sum, n) => sum + n)));

    [Fact]
    public async Task Aggregates_and_sums_at_the_end()
    {
        Assert.Equal([10], await Run(Numbers(1, 4).Aggregate(0, (sum, n) => sum + n)));
        Assert.Equal([24], await Run(Numbers(1, 4).Sum((a, b) => a * b)));
    }

    [Fact]
    public async Task Aggregates_with_tasks()
    {
        var sums = Numbers(1, 4).ScanAsync(0, async (sum, n) =>
        {
            await Task.Yield();
            return sum + n;
        });

        Assert.Equal([0, 1, 3, 6, 10], await Run(sums));
        Assert.Equal([10], await Run(Numbers(1, 4).AggregateAsync(0, (sum, n) => Task.FromResult(sum + n))));
    }

    [Fact]
    public Task Fails_to_sum_nothing() => Assert.ThrowsAsync<NoSuchElementException>(() => Run(Source.Empty<int>().Sum((a, b) => a + b)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(9, 5)]
    public async Task Takes_a_number(int take, int expected) => Assert.Equal(Enumerable.Range(1, expected), await Run(Numbers(1, 5).Take(take)));

    [Fact]
    public async Task Takes_and_skips_by_condition()
    {
        Assert.Equal([1, 2], await Run(Numbers(1, 5).TakeWhile(n => n < 3)));
        Assert.Equal([1, 2, 3], await Run(Numbers(1, 5).TakeWhile(n => n < 3, inclusive: true)));
        Assert.Equal([3, 4, 5], await Run(Numbers(1, 5).SkipWhile(n => n < 3)));
        Assert.Equal([4, 5], await Run(Numbers(1, 5).Skip(3)));
    }

    [Fact]
    public async Task Groups_with_a_smaller_last_group() =>
        Assert.Equal([[1, 2], [3, 4], [5]], (await Run(Numbers(1, 5).Grouped(2))).Select(g => g.ToArray()));

    [Theory]
    [InlineData(3, 1, "123 234 345")]
    [InlineData(3, 2, "123 345")]
    [InlineData(2, 2, "12 34 5")]
    [InlineData(2, 3, "12 45")]
    [InlineData(3, 3, "123 45")]
    [InlineData(9, 1, "12345")]
    [InlineData(1, 4, "1 5")]
    public async Task Slides_a_window(int size, int step, string expected)
    {
        var windows = await Run(Numbers(1, 5).Sliding(size, step));

        Assert.Equal(expected, string.Join(" ", windows.Select(w => string.Concat(w))));
    }

    [Fact]
    public async Task Limits_the_number_and_the_weight()
    {
        Assert.Equal([1, 2, 3], await Run(Numbers(1, 3).Limit(3)));
        await Assert.ThrowsAsync<StreamLimitReachedException>(() => Run(Numbers(1, 4).Limit(3)));
        await Assert.ThrowsAsync<StreamLimitReachedException>(() => Run(Numbers(1, 4).LimitWeighted(9, n => n)));
    }

    [Theory]
    [InlineData(0, "[]")]
    [InlineData(1, "[1]")]
    [InlineData(3, "[1,2,3]")]
    public async Task Intersperses(int count, string expected)
    {
        var text = Numbers(1, count).Select(n => n.ToString()).Intersperse("[", ",", "]");

        Assert.Equal(expected, string.Concat(await Run(text)));
    }

    [Fact]
    public async Task Numbers_elements_from_zero() =>
        Assert.Equal([("a", 0L), ("b", 1L)], await Run(Source.From(["a", "b"]).ZipWithIndex()));

    [Fact]
    public async Task Recovers_with_a_last_element()
    {
        var source = Numbers(1, 3).Select(n => n == 3 ? throw new ArithmeticException("boom") : n);

        Assert.Equal([1, 2, -1], await Run(source.Recover(e => e is ArithmeticException ? Option<int>.Create(-1) : Option<int>.None)));
        await Assert.ThrowsAsync<ArithmeticException>(() => Run(source.Recover(_ => Option<int>.None)));
    }

    [Fact]
    public async Task Recovers_with_another_source_a_number_of_times()
    {
        var failing = Numbers(1, 3).Select(n => n == 3 ? throw new ArithmeticException("boom") : n);

        Assert.Equal([1, 2, 7], await Run(failing.RecoverWithRetries(_ => Source.Single(7), 1)));
        await Assert.ThrowsAsync<ArithmeticException>(() => Run(failing.RecoverWithRetries(_ => failing, 2)));
        await Assert.ThrowsAsync<ArithmeticException>(() => Run(failing.RecoverWithRetries(_ => Source.Single(7), 0)));
    }

    [Fact]
    public async Task Replaces_the_cause_of_a_failure()
    {
        var source = Source.Failed<int>(new ArithmeticException("boom")).SelectError(e => new InvalidOperationException("other", e));

        Assert.IsType<ArithmeticException>((await Assert.ThrowsAsync<InvalidOperationException>(() => Run(source))).InnerException);
    }

    [Fact]
    public async Task Watches_the_end()
    {
        var (good, _) = Numbers(1, 2).WatchTermination(Keep.Right).ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(Materializer);
        var (bad, _) = Source.Failed<int>(new ArithmeticException("boom"))
            .WatchTermination(Keep.Right).ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(Materializer);
        var cancelled = Source.Never<int>().WatchTermination(Keep.Right).To(Sink.Cancelled<int>()).Run(Materializer);

        await Soon(good);
        await Soon(cancelled);
        await Assert.ThrowsAsync<ArithmeticException>(() => Soon(bad));
    }

    [Fact]
    public async Task Monitors_what_passes()
    {
        var (queue, monitor) = Source.Queue<int>(4, OverflowStrategy.Fail)
            .Monitor(Keep.Both).To(Sink.Ignore<int>()).Run(Materializer);
        Assert.IsType<FlowMonitor.Initialized>(monitor.State);

        await queue.OfferAsync(5);
        AwaitAssert(() => Assert.Equal(5, Assert.IsType<FlowMonitor.Received<int>>(monitor.State).Message), Patience);
        queue.Complete();
        AwaitAssert(() => Assert.IsType<FlowMonitor.Finished>(monitor.State), Patience);
    }

    [Fact]
    public async Task Takes_the_empty_flow_as_neutral()
    {
        var flow = Flow.Create<int>().Via(Flow.Create<int>().Select(n => n + 1)).Via(Flow.Identity<int>());

        Assert.Equal([2, 3], await Run(Numbers(1, 2).Via(Flow.Create<int>()).Via(flow)));
    }
}
