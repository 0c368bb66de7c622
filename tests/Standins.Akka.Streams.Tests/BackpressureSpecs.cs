using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class BackpressureSpecs : StreamSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Asks_upstream_only_for_what_downstream_wants()
    {
        var made = 0;
        var sink = Numbers(1, 1000).Select(n =>
        {
            Interlocked.Increment(ref made);
            return n;
        }).RunWith(this.SinkProbe<int>(), Materializer);

        sink.Request(3).ExpectNext(1, 2, 3).ExpectNoMsg(Moment);

        Assert.Equal(3, Volatile.Read(ref made));
        sink.Cancel();
    }

    [Fact]
    public void Prefetches_no_more_than_a_buffer_over_an_asynchronous_boundary()
    {
        var made = 0;
        var sink = Numbers(1, 1000).Select(n =>
        {
            Interlocked.Increment(ref made);
            return n;
        }).Async().Select(n => n).AddAttributes(Attributes.CreateInputBuffer(8, 8)).RunWith(this.SinkProbe<int>(), Materializer);

        sink.Request(1).ExpectNext(1);
        AwaitAssert(() => Assert.True(Volatile.Read(ref made) >= 8), Patience);
        sink.ExpectNoMsg(Moment);
        Assert.InRange(Volatile.Read(ref made), 8, 10);

        sink.Request(100).ExpectNextN(Enumerable.Range(2, 100)).ExpectNoMsg(Moment);
        Assert.InRange(Volatile.Read(ref made), 101, 101 + 9);
        sink.Cancel();
    }

    [Fact]
    public void Asks_in_batches_at_the_entry_of_a_stream()
    {
        var source = this.CreateManualPublisherProbe<int>();
        var sink = Source.FromPublisher(source).Select(n => n).RunWith(this.SinkProbe<int>(), Materializer);
        var subscription = source.ExpectSubscription();

        Assert.Equal(16, subscription.ExpectRequest());
        sink.Request(8);
        for (var i = 1; i <= 8; i++)
            subscription.SendNext(i);
        sink.ExpectNextN(Enumerable.Range(1, 8));
        Assert.Equal(8, subscription.ExpectRequest());
        subscription.SendComplete();
        sink.ExpectComplete();
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, "4 5 6")]
    [InlineData(OverflowStrategy.DropTail, "1 2 6")]
    [InlineData(OverflowStrategy.DropNew, "1 2 3")]
    [InlineData(OverflowStrategy.DropBuffer, "4 5 6")]
    public async Task Drops_from_a_full_buffer_as_its_strategy_says(OverflowStrategy strategy, string kept)
    {
        var (queue, sink) = Source.Queue<int>(16, OverflowStrategy.Fail)
            .Buffer(3, strategy).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        for (var i = 1; i <= 6; i++)
            await queue.OfferAsync(i);
        queue.Complete();

        Assert.Equal(kept, string.Join(" ", sink.ToStrict(Patience)));
    }

    [Fact]
    public async Task Fails_on_a_full_buffer_when_told_to()
    {
        var (queue, sink) = Source.Queue<int>(16, OverflowStrategy.Fail)
            .Buffer(2, OverflowStrategy.Fail).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        for (var i = 1; i <= 3; i++)
            await queue.OfferAsync(i);

        Assert.IsType<BufferOverflowException>(sink.ExpectError());
    }

    [Fact]
    public void Holds_upstream_back_when_a_waiting_buffer_is_full()
    {
        var made = 0;
        var sink = Numbers(1, 100).Select(n =>
        {
            Interlocked.Increment(ref made);
            return n;
        }).Buffer(4, OverflowStrategy.Backpressure).RunWith(this.SinkProbe<int>(), Materializer);

        sink.EnsureSubscription();
        sink.ExpectNoMsg(Moment);
        Assert.Equal(4, Volatile.Read(ref made));
        Assert.Equal(Enumerable.Range(1, 100), sink.ToStrict(Patience));
    }

    [Fact]
    public async Task Conflates_while_there_is_no_demand()
    {
        var (queue, sink) = Source.Queue<int>(16, OverflowStrategy.Fail)
            .Conflate((sum, n) => sum + n).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        for (var i = 1; i <= 5; i++)
            await queue.OfferAsync(i);

        sink.Request(1).ExpectNext(15);
        queue.Complete();
        sink.ExpectComplete();
    }

    [Fact]
    public async Task Batches_up_to_a_number_while_there_is_no_demand()
    {
        var (queue, sink) = Source.Queue<int>(16, OverflowStrategy.Fail)
            .Batch(3, n => $"{n}", (batch, n) => $"{batch}+{n}").ToMaterialized(this.SinkProbe<string>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        for (var i = 1; i <= 5; i++)
            await queue.OfferAsync(i);

        sink.Request(1).ExpectNext("1+2+3").ExpectNoMsg(Moment);
        sink.Request(1).ExpectNext("4+5");
        queue.Complete();
        sink.ExpectComplete();
    }

    [Fact]
    public void Expands_the_last_element_while_there_is_more_demand()
    {
        var (source, sink) = this.SourceProbe<int>()
            .Expand(n => Enumerable.Repeat(n, int.MaxValue).GetEnumerator())
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);

        source.SendNext(1);
        sink.Request(3).ExpectNext(1, 1, 1);
        source.SendNext(2);
        sink.ExpectNoMsg(Moment);
        sink.Request(2).ExpectNext(2, 2);
        sink.Cancel();
        source.ExpectCancellation();
    }

    [Fact]
    public void Detaches_demand_by_one_element()
    {
        var (source, sink) = this.SourceProbe<int>()
            .AddAttributes(Attributes.CreateInputBuffer(1, 1)).Detach().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        source.SendNext(1).SendNext(2);
        sink.Request(2).ExpectNext(1, 2);
        source.SendComplete();
        sink.ExpectComplete();
    }
}
