using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class HubSpecs : StreamSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Merges_producers_that_come_at_any_time()
    {
        var (sink, all) = MergeHub.Source<int>(16).Take(20).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);

        Numbers(1, 10).RunWith(sink, Materializer);
        Numbers(11, 10).RunWith(sink, Materializer);

        Assert.Equal(Enumerable.Range(1, 20), (await Soon(all)).Order());
    }

    [Fact]
    public void Holds_producers_back_when_the_consumer_is_slow()
    {
        var (sink, consumer) = MergeHub.Source<int>(3).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        consumer.EnsureSubscription();
        var made = 0;
        Numbers(1, 100).Select(n =>
        {
            Interlocked.Increment(ref made);
            return n;
        }).RunWith(sink, Materializer);

        AwaitAssert(() => Assert.Equal(3, Volatile.Read(ref made)), Patience);
        consumer.ExpectNoMsg(Moment);
        Assert.Equal(3, Volatile.Read(ref made));
        Assert.Equal(Enumerable.Range(1, 100), consumer.Request(100).ExpectNextN(100));
        consumer.Cancel();
    }

    [Fact]
    public void Cancels_producers_when_the_consumer_leaves()
    {
        var (sink, consumer) = MergeHub.Source<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        var early = this.SourceProbe<int>().To(sink).Run(Materializer);
        consumer.Request(1);
        early.SendNext(1);
        consumer.ExpectNext(1);

        consumer.Cancel();

        early.ExpectCancellation();
        this.SourceProbe<int>().To(sink).Run(Materializer).ExpectCancellation();
    }

    [Fact]
    public void Goes_on_when_a_producer_fails()
    {
        var (sink, consumer) = MergeHub.Source<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        consumer.Request(10);

        Source.Failed<int>(new TestException("failing")).RunWith(sink, Materializer);
        Numbers(1, 3).RunWith(sink, Materializer);

        consumer.ExpectNext(1, 2, 3).ExpectNoMsg(Moment);
        consumer.Cancel();
    }

    [Fact]
    public async Task Broadcasts_to_consumers_that_come_at_any_time()
    {
        var (producer, source) = Source.Maybe<int>().Concat(Numbers(2, 9).MapMaterializedValue<TaskCompletionSource<int>>(_ => null!))
            .ToMaterialized(BroadcastHub.Sink<int>(8), Keep.Both).Run(Materializer);
        var one = source.RunWith(this.SinkProbe<int>(), Materializer);
        var two = source.RunWith(this.SinkProbe<int>(), Materializer);
        one.Request(100);
        two.Request(100);
        one.ExpectNoMsg(Moment);

        producer.SetResult(1);

        Assert.Equal(Enumerable.Range(1, 10), one.ExpectNextN(10));
        Assert.Equal(Enumerable.Range(1, 10), two.ExpectNextN(10));
        one.ExpectComplete();
        two.ExpectComplete();
        await Task.CompletedTask;
    }

    [Fact]
    public void Goes_at_the_pace_of_the_slowest_consumer()
    {
        var made = 0;
        var source = Numbers(1, 100).Select(n =>
        {
            Interlocked.Increment(ref made);
            return n;
        }).RunWith(BroadcastHub.Sink<int>(4), Materializer);
        var fast = source.RunWith(this.SinkProbe<int>(), Materializer);
        var slow = source.RunWith(this.SinkProbe<int>(), Materializer);
        slow.EnsureSubscription();
        fast.EnsureSubscription();
        slow.Request(1);
        fast.Request(200);

        slow.ExpectNext(1);
        fast.ExpectNext(1, 2, 3, 4);
        slow.ExpectNoMsg(Moment);
        Assert.InRange(Volatile.Read(ref made), 4, 6);

        slow.Cancel();
        Assert.Equal(Enumerable.Range(5, 96), fast.ExpectNextN(96));
        fast.ExpectComplete();
    }

    [Fact]
    public void Keeps_elements_until_a_consumer_comes()
    {
        var made = 0;
        var source = Numbers(1, 100).Select(n =>
        {
            Interlocked.Increment(ref made);
            return n;
        }).RunWith(BroadcastHub.Sink<int>(8), Materializer);
        AwaitAssert(() => Assert.InRange(Volatile.Read(ref made), 8, 9), Patience);

        var late = source.RunWith(this.SinkProbe<int>(), Materializer);

        Assert.Equal(Enumerable.Range(1, 100), late.ToStrict(Patience));
    }

    [Fact]
    public void Continues_without_a_gap_with_the_next_consumer()
    {
        var source = Numbers(1, 20).RunWith(BroadcastHub.Sink<int>(4), Materializer);

        var first = source.Take(5).RunWith(this.SinkProbe<int>(), Materializer).ToStrict(Patience);
        var second = source.Take(5).RunWith(this.SinkProbe<int>(), Materializer).ToStrict(Patience);

        Assert.Equal(Enumerable.Range(1, 5), first);
        Assert.Equal(Enumerable.Range(6, 5), second);
    }

    [Fact]
    public void Fails_its_consumers_when_the_producer_fails()
    {
        var (upstream, source) = this.SourceProbe<int>().ToMaterialized(BroadcastHub.Sink<int>(8), Keep.Both).Run(Materializer);
        var one = source.RunWith(this.SinkProbe<int>(), Materializer);
        one.Request(10);
        upstream.SendNext(1);
        one.ExpectNext(1);

        upstream.SendError(new TestException("failed"));

        Assert.Equal("failed", one.ExpectError().Message);
        Assert.Equal("failed", source.RunWith(this.SinkProbe<int>(), Materializer).ExpectSubscriptionAndError().Message);
    }

    [Fact]
    public void Completes_consumers_that_come_after_the_end()
    {
        var source = Source.Empty<int>().RunWith(BroadcastHub.Sink<int>(8), Materializer);

        source.RunWith(this.SinkProbe<int>(), Materializer).ExpectSubscriptionAndComplete();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Refuses_a_buffer_size_that_is_no_power_of_two_or_too_large(int size) =>
        Assert.Throws<ArgumentException>(() => BroadcastHub.Sink<int>(size));
}
