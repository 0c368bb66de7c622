using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Akka.Util;

namespace AkkaStreamsSpecs;

public sealed class SourceSpecs : StreamSpecs
{
    [Fact]
    public async Task Emits_one_none_or_the_same_for_ever()
    {
        Assert.Equal([7], await Run(Source.Single(7)));
        Assert.Empty(await Run(Source.Empty<int>()));
        Assert.Equal([7, 7, 7], await Run(Source.Repeat(7).Take(3)));
        Assert.Equal([1, 2, 1, 2, 1], await Run(Source.Cycle(() => new List<int> { 1, 2 }.GetEnumerator()).Take(5)));
    }

    [Fact]
    public async Task Fails_to_cycle_nothing() =>
        await Assert.ThrowsAsync<AggregateException>(() => Run(Source.Cycle(() => new List<int>().GetEnumerator()).Take(1)));

    [Fact]
    public async Task Fails_where_its_sequence_throws()
    {
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new TestException("broken");
        }

        Assert.IsType<TestException>((await Assert.ThrowsAsync<AggregateException>(() => Run(Source.From(Broken())))).InnerException);
        await Assert.ThrowsAsync<AggregateException>(() => Run(Source.Single(0).SelectMany(_ => Broken())));
    }

    [Fact]
    public async Task Emits_an_asynchronous_sequence_and_cancels_it()
    {
        var cancelled = new TaskCompletionSource();
        async IAsyncEnumerable<int> Slow([EnumeratorCancellation] CancellationToken token = default)
        {
            yield return 1;
            await Task.Yield();
            yield return 2;
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cancelled.SetResult();
            }
        }

        Assert.Equal([1, 2], await Run(Source.From(() => Slow()).Take(2)));
        var sink = Source.From(() => Slow()).RunWith(this.SinkProbe<int>(), Materializer);
        sink.Request(3).ExpectNext(1, 2);
        sink.Cancel();

        await Soon(cancelled.Task);
    }

    [Fact]
    public async Task Emits_what_a_task_gives_or_fails_with_it()
    {
        Assert.Equal([3], await Run(Source.FromTask(Task.FromResult(3))));
        await Assert.ThrowsAnyAsync<Exception>(() => Run(Source.FromTask(Task.FromException<int>(new TestException("boom")))));
    }

    [Fact]
    public async Task Runs_the_source_a_task_gives()
    {
        var given = new TaskCompletionSource<Source<int, string>>();
        var (value, all) = Source.FromTaskSource(given.Task).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);

        given.SetResult(Numbers(1, 3).MapMaterializedValue(_ => "value"));

        Assert.Equal([1, 2, 3], await Soon(all));
        Assert.Equal("value", await Soon(value));
    }

    [Fact]
    public async Task Emits_a_promise_that_is_kept()
    {
        var (promise, all) = Source.Maybe<string>().ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Materializer);
        promise.SetResult("kept");
        Assert.Equal(["kept"], await Soon(all));

        var (none, nothing) = Source.Maybe<string>().ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Materializer);
        none.SetResult(null!);
        Assert.Empty(await Soon(nothing));
    }

    [Fact]
    public async Task Unfolds_a_state()
    {
        var countdown = Source.Unfold(3, n => n == 0 ? Option<(int, int)>.None : (n - 1, n));
        var later = Source.UnfoldAsync(3, n => Task.FromResult(n == 0 ? Option<(int, int)>.None : (n - 1, n)));

        Assert.Equal([3, 2, 1], await Run(countdown));
        Assert.Equal([3, 2, 1], await Run(later));
        Assert.Equal([0, 1, 2], await Run(Source.UnfoldInfinite(0, n => (n + 1, n)).Take(3)));
    }

    [Theory]
    [InlineData(100, 3)]
    [InlineData(2, 2)]
    public async Task Closes_a_resource_when_it_is_used_up_and_when_cancelled(int take, int expected)
    {
        var open = 0;
        var source = Source.UnfoldResource(
            () =>
            {
                Interlocked.Increment(ref open);
                return new Queue<int>([1, 2, 3]);
            },
            queue => queue.TryDequeue(out var n) ? Option<int>.Create(n) : Option<int>.None,
            _ => Interlocked.Decrement(ref open));

        Assert.Equal(expected, (await Run(source.Take(take))).Count);
        AwaitAssert(() => Assert.Equal(0, Volatile.Read(ref open)), Patience);
    }

    [Fact]
    public async Task Closes_an_asynchronous_resource()
    {
        var closed = new TaskCompletionSource();
        var source = Source.UnfoldResourceAsync(
            () => Task.FromResult(new Queue<int>([1, 2, 3])),
            async queue =>
            {
                await Task.Yield();
                return queue.TryDequeue(out var n) ? Option<int>.Create(n) : Option<int>.None;
            },
            _ =>
            {
                closed.SetResult();
                return Task.FromResult(Akka.Done.Instance);
            });

        Assert.Equal([1, 2, 3], await Run(source));
        await Soon(closed.Task);
    }

    [Fact]
    public void Makes_a_lazy_source_only_on_demand()
    {
        var made = 0;
        var sink = Source.Lazily(() =>
        {
            Interlocked.Increment(ref made);
            return Numbers(1, 2);
        }).RunWith(this.SinkProbe<int>(), Materializer);
        sink.EnsureSubscription();
        sink.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Assert.Equal(0, Volatile.Read(ref made));
        sink.Request(5).ExpectNext(1, 2).ExpectComplete();
        Assert.Equal(1, Volatile.Read(ref made));
    }

    [Fact]
    public void Ticks_until_its_handle_is_cancelled()
    {
        var (handle, sink) = Source.Tick(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), "tick")
            .ToMaterialized(this.SinkProbe<string>(), Keep.Both).Run(Materializer);

        sink.Request(3).ExpectNext("tick", "tick", "tick");
        handle.Cancel();
        sink.Request(1).ExpectNextOrComplete();
    }

    [Fact]
    public async Task Reads_a_channel_to_its_end()
    {
        var channel = Channel.CreateUnbounded<int>();
        var all = ChannelSource.FromReader(channel.Reader).RunWith(Sink.Seq<int>(), Materializer);

        for (var i = 0; i < 3; i++)
            await channel.Writer.WriteAsync(i);
        channel.Writer.Complete();

        Assert.Equal([0, 1, 2], await Soon(all));
    }

    [Fact]
    public async Task Fails_as_its_channel_fails()
    {
        var channel = Channel.CreateUnbounded<int>();
        channel.Writer.Complete(new TestException("broken"));

        await Assert.ThrowsAnyAsync<Exception>(() => Run(ChannelSource.FromReader(channel.Reader)));
    }

    [Fact]
    public async Task Makes_a_writer_wait_for_the_stream()
    {
        var (writer, sink) = ChannelSource.Create<int>(2).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        Assert.True(writer.TryWrite(1));
        Assert.True(writer.TryWrite(2));
        var accepted = 2;
        while (writer.TryWrite(accepted + 1))
            accepted++;
        Assert.InRange(accepted, 2, 3);
        Assert.Equal(accepted, sink.Request(accepted).ExpectNextN(accepted).Count());
        writer.Complete();
        sink.Request(1).ExpectComplete();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Writes_into_a_channel_and_closes_it()
    {
        var reader = Numbers(1, 20).RunWith(ChannelSink.AsReader<int>(32), Materializer);
        var seen = new List<int>();
        await foreach (var n in reader.ReadAllAsync(new CancellationTokenSource(Patience).Token))
            seen.Add(n);
        Assert.Equal(Enumerable.Range(1, 20), seen);

        var failed = Source.Failed<int>(new TestException("broken")).RunWith(ChannelSink.AsReader<int>(4), Materializer);
        await Assert.ThrowsAsync<TestException>(() => Soon(failed.Completion));
    }

    [Fact]
    public async Task Leaves_a_channel_open_that_it_does_not_own()
    {
        var channel = Channel.CreateUnbounded<int>();
        await Soon(Numbers(1, 3).WatchTermination(Keep.Right).To(ChannelSink.FromWriter(channel.Writer, isOwner: false)).Run(Materializer));

        AwaitAssert(() => Assert.Equal(3, channel.Reader.Count), Patience);
        Assert.True(channel.Writer.TryWrite(4));
    }

    [Fact]
    public async Task Combines_sources_with_a_junction()
    {
        var merged = Source.Combine(Numbers(1, 3), Numbers(4, 3), n => new Merge<int>(n), Numbers(7, 2));
        var concatenated = Source.Combine(Numbers(1, 2), Numbers(3, 2), n => new Concat<int, int>(n));

        Assert.Equal(Enumerable.Range(1, 8), (await Run(merged)).Order());
        Assert.Equal([1, 2, 3, 4], await Run(concatenated));
    }
}
