using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class SubstreamSpecs : StreamSpecs
{
    [Fact]
    public async Task Groups_by_key_and_merges_the_results()
    {
        var sums = (Source<int, Akka.NotUsed>)Numbers(1, 100).GroupBy(3, n => n % 3).Aggregate(0, (a, n) => a + n).MergeSubstreams();

        Assert.Equal([1650, 1683, 1717], (await Run(sums)).Order());
    }

    [Fact]
    public async Task Groups_inside_a_flow()
    {
        var flow = (Flow<int, int, Akka.NotUsed>)Flow.Create<int>().GroupBy(10, n => n % 2).Select(n => n * 10).MergeSubstreams();

        Assert.Equal([10, 20, 30, 40], (await Run(Numbers(1, 4).Via(flow))).Order());
    }

    [Fact]
    public async Task Fails_at_one_key_too_many()
    {
        var groups = (Source<int, Akka.NotUsed>)Numbers(1, 100).GroupBy(3, n => n).MergeSubstreams();

        await Assert.ThrowsAsync<TooManySubstreamsOpenException>(() => Run(groups));
    }

    [Fact]
    public async Task Runs_a_sink_for_each_group()
    {
        var seen = CreateTestProbe();
        Numbers(1, 4).GroupBy(2, n => n % 2).Aggregate("", (s, n) => s + n).To(Sink.ForEach<string>(s => seen.Ref.Tell(s, seen.Ref))).Run(Materializer);

        var groups = new[] { await seen.ExpectMsgAsync<string>(), await seen.ExpectMsgAsync<string>() };

        Assert.Equal(["13", "24"], groups.Order());
    }

    [Fact]
    public async Task Splits_before_and_after_an_element()
    {
        async Task<string> Groups(SubFlow<int, Akka.NotUsed, IRunnableGraph<Akka.NotUsed>> split) =>
            string.Join(" ", await Run((Source<string, Akka.NotUsed>)((SubFlow<string, Akka.NotUsed, IRunnableGraph<Akka.NotUsed>>)split
                .Aggregate("", (s, n) => s + n)).ConcatSubstream()));

        Assert.Equal("12 345 67", await Groups(Numbers(1, 7).SplitWhen(n => n is 3 or 6)));
        Assert.Equal("123 456 7", await Groups(Numbers(1, 7).SplitAfter(n => n is 3 or 6)));
    }

    [Fact]
    public async Task Runs_a_source_for_each_element()
    {
        Assert.Equal([1, 1, 2, 2, 3, 3], await Run(Numbers(1, 3).ConcatMany(n => Source.From([n, n]))));
        Assert.Equal([1, 1, 2, 2, 3, 3], (await Run(Numbers(1, 3).MergeMany(2, n => Source.From([n, n])))).Order());
    }

    [Fact]
    public void Runs_no_more_sources_than_allowed()
    {
        var probes = Enumerable.Range(0, 3).Select(_ => this.CreatePublisherProbe<int>()).ToArray();
        var started = 0;
        var sink = Numbers(0, 3).MergeMany(2, n =>
        {
            Interlocked.Increment(ref started);
            return Source.FromPublisher(probes[n]);
        }).RunWith(this.SinkProbe<int>(), Materializer);
        sink.Request(10);
        probes[0].SendNext(1);
        probes[1].SendNext(2);
        sink.ExpectNextUnordered(1, 2);
        Assert.Equal(2, Volatile.Read(ref started));

        probes[0].SendComplete();
        probes[2].SendNext(3);
        sink.ExpectNext(3);

        sink.Cancel();
        probes[1].ExpectCancellation();
        probes[2].ExpectCancellation();
    }

    [Fact]
    public async Task Fails_when_an_inner_source_fails() =>
        await Assert.ThrowsAsync<TestException>(() => Run(Numbers(1, 3).ConcatMany(n => n == 2 ? Source.Failed<int>(new TestException("two")) : Source.Single(n))));
}
