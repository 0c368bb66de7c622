using System.Diagnostics;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class TimedSpecs : StreamSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Throttles_with_a_burst()
    {
        var watch = Stopwatch.StartNew();

        Assert.Equal(Enumerable.Range(1, 7), await Run(Numbers(1, 7).Throttle(1, TimeSpan.FromMilliseconds(50), 3, ThrottleMode.Shaping)));

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(190), $"took {watch.Elapsed}");
    }

    [Fact]
    public async Task Fails_an_enforced_throttle() => await Assert.ThrowsAsync<OverflowException>(
        () => Run(Numbers(1, 7).Throttle(1, TimeSpan.FromSeconds(5), 3, ThrottleMode.Enforcing)));

    [Fact]
    public async Task Groups_by_number_or_time()
    {
        var byNumber = await Run(Numbers(1, 4).GroupedWithin(3, TimeSpan.FromHours(1)));
        Assert.Equal("123 4", string.Join(" ", byNumber.Select(group => string.Concat(group))));

        var (source, sink) = this.SourceProbe<int>().GroupedWithin(3, TimeSpan.FromMilliseconds(200))
            .ToMaterialized(this.SinkProbe<IEnumerable<int>>(), Keep.Both).Run(Materializer);
        await sink.RequestAsync(10);
        source.SendNext(4);
        Assert.Equal([4], sink.ExpectNext());
        sink.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        source.SendNext(5).SendComplete();
        Assert.Equal([5], sink.ExpectNext());
        sink.ExpectComplete();
    }

    [Fact]
    public async Task Groups_by_weight()
    {
        var groups = await Run(Source.From([3, 3, 5, 1, 1, 9]).GroupedWeightedWithin(6, 100, TimeSpan.FromSeconds(30), n => n));

        Assert.Equal("33 51 1 9", string.Join(" ", groups.Select(g => string.Concat(g))));
    }

    [Fact]
    public async Task Delays_elements()
    {
        var watch = Stopwatch.StartNew();

        Assert.Equal([1, 2, 3], await Run(Numbers(1, 3).Delay(Moment)));

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(95));
    }

    [Fact]
    public void Fails_when_the_first_element_is_late() =>
        Assert.IsType<TimeoutException>(Source.Never<int>().InitialTimeout(Moment).RunWith(this.SinkProbe<int>(), Materializer).ExpectSubscriptionAndError());

    [Fact]
    public async Task Fails_when_elements_stop_coming_and_when_the_end_is_late()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Run(Source.Single(1).Concat(Source.Never<int>()).IdleTimeout(Moment)));
        await Assert.ThrowsAsync<TimeoutException>(() => Run(Source.Repeat(1).Throttle(1, TimeSpan.FromMilliseconds(10), 1, ThrottleMode.Shaping).CompletionTimeout(Moment)));
        Assert.Equal([1], await Run(Source.Single(1).IdleTimeout(Patience).CompletionTimeout(Patience).InitialTimeout(Patience)));
    }

    [Fact]
    public void Fails_when_there_is_no_demand_for_long()
    {
        var sink = Numbers(1, 5).BackpressureTimeout(TimeSpan.FromSeconds(3)).RunWith(this.SinkProbe<int>(), Materializer);

        sink.Request(1).ExpectNext(1);

        Assert.IsType<TimeoutException>(sink.ExpectError());
    }

    [Fact]
    public void Keeps_a_silent_stream_alive()
    {
        var (source, sink) = this.SourceProbe<int>().KeepAlive(Moment, () => -1).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.Request(100_000);
        source.SendNext(1);
        Until(1);
        Assert.Equal(-1, sink.ExpectNext());
        Assert.Equal(-1, sink.ExpectNext());
        source.SendNext(2);
        Until(2);
        source.SendComplete();
        while (sink.ExpectNextOrComplete() is -1)
        {
            // was under way
        }

        void Until(int wanted)
        {
            int next;
            while ((next = sink.ExpectNext()) != wanted)
                Assert.Equal(-1, next);
        }
    }

    [Fact]
    public async Task Takes_and_skips_for_some_time()
    {
        var ticks = Source.Tick(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), 1);

        Assert.Equal([1], await Run(Source.Single(1).Concat(Source.Never<int>()).TakeWithin(TimeSpan.FromMilliseconds(300))));
        var watch = Stopwatch.StartNew();
        Assert.Single(await Run(ticks.SkipWithin(2 * Moment).Take(1)));
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task Delays_the_first_demand()
    {
        var watch = Stopwatch.StartNew();

        Assert.Equal([1, 2], await Run(Numbers(1, 2).InitialDelay(Moment)));

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(95));
    }
}
