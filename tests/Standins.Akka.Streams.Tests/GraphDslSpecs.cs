using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class GraphDslSpecs : StreamSpecs
{
    [Fact]
    public async Task Joins_stages_port_by_port()
    {
        var graph = RunnableGraph.FromGraph(GraphDsl.Create(Sink.Seq<int>(), (b, sink) =>
        {
            var broadcast = b.Add(new Broadcast<int>(2));
            var merge = b.Add(new Merge<int>(2));
            var plusTen = Flow.Create<int>().Select(n => n + 10);
            var source = b.Add(Numbers(1, 3));
            b.From(source).To(broadcast);
            b.From(broadcast).Via(plusTen).To(merge);
            b.From(broadcast).To(merge);
            b.From(merge).To(sink.Inlet);
            return ClosedShape.Instance;
        }));

        Assert.Equal([1, 2, 3, 11, 12, 13], (await Soon(graph.Run(Materializer))).Order());
    }

    [Fact]
    public async Task Makes_sources_flows_and_sinks_of_partial_graphs()
    {
        var pairs = Source.FromGraph(GraphDsl.Create(b =>
        {
            var zip = b.Add(new Zip<int, int>());
            b.From(b.Add(Numbers(1, 3))).To(zip.In0);
            b.From(b.Add(Numbers(11, 3))).To(zip.In1);
            return new SourceShape<(int, int)>(zip.Out);
        }));
        var sums = Flow.FromGraph(GraphDsl.Create(b =>
        {
            var select = b.Add(Flow.Create<(int, int)>().Select(pair => pair.Item1 + pair.Item2));
            return new FlowShape<(int, int), int>(select.Inlet, select.Outlet);
        }));

        Assert.Equal([12, 14, 16], await Run(pairs.Via(sums)));
    }

    [Fact]
    public async Task Combines_the_materialized_values_of_imported_graphs()
    {
        var graph = RunnableGraph.FromGraph(GraphDsl.Create(
            Sink.Seq<int>(), Sink.Aggregate<int, int>(0, (a, n) => a + n), Keep.Both, (b, all, sum) =>
            {
                var broadcast = b.Add(new Broadcast<int>(2));
                b.From(b.Add(Numbers(1, 3))).To(broadcast.In);
                b.From(broadcast.Out(0)).To(all);
                b.From(broadcast.Out(1)).To(sum);
                return ClosedShape.Instance;
            }));

        var (elements, total) = graph.Run(Materializer);

        Assert.Equal([1, 2, 3], await Soon(elements));
        Assert.Equal(6, await Soon(total));
    }

    [Fact]
    public async Task Emits_the_materialized_value_into_the_graph()
    {
        var fold = Flow.FromGraph(GraphDsl.Create(Sink.Aggregate<int, int>(0, (a, n) => a + n), (b, sink) =>
            new FlowShape<int, Task<int>>(sink.Inlet, b.MaterializedValue)));

        var sum = await Soon(Numbers(1, 10).Via(fold).SelectAsync(4, t => t).RunWith(Sink.First<int>(), Materializer));

        Assert.Equal(55, sum);
    }

    [Fact]
    public void Refuses_ports_that_are_connected_twice_or_not_at_all()
    {
        Assert.ThrowsAny<Exception>(() => GraphDsl.Create(b =>
        {
            var merge = b.Add(new Merge<int>(2));
            b.From(b.Add(Numbers(1, 3))).To(merge.In(0));
            return new SourceShape<int>(merge.Out);
        }));
        Assert.ThrowsAny<Exception>(() => GraphDsl.Create(b =>
        {
            var select = b.Add(Flow.Create<int>().Select(n => n));
            b.From(b.Add(Numbers(1, 3))).To(select.Inlet);
            b.From(b.Add(Numbers(1, 3))).To(select.Inlet);
            return new SourceShape<int>(select.Outlet);
        }));
    }

    [Fact]
    public async Task Merges_other_sources()
    {
        Assert.Equal([1, 2, 3, 4], (await Run(Numbers(1, 2).Merge(Numbers(3, 2)))).Order());
        Assert.Equal([1, 2, 3, 4], await Run(Numbers(1, 2).Concat(Numbers(3, 2))));
        Assert.Equal([3, 4, 1, 2], await Run(Numbers(1, 2).Prepend(Numbers(3, 2))));
        Assert.Equal([1, 2], await Run(Numbers(1, 2).OrElse(Numbers(3, 2))));
        Assert.Equal([3, 4], await Run(Source.Empty<int>().OrElse(Numbers(3, 2))));
        Assert.Equal([1, 5, 2, 6, 3, 4], await Run(Numbers(1, 4).Interleave(Numbers(5, 2), 1)));
        Assert.Equal([1, 2, 3, 4, 5, 6], await Run(Source.From([1, 3, 6]).MergeSorted(Source.From([2, 4, 5]), (a, b) => a - b)));
        Assert.Equal(["1a", "2b"], await Run(Numbers(1, 3).ZipWith(Source.From(["a", "b"]), (n, s) => n + s)));
        Assert.Equal([(1, "a"), (2, "b")], await Run(Numbers(1, 3).Zip(Source.From(["a", "b"]))));
    }

    [Fact]
    public void Prefers_one_input()
    {
        var preferred = Numbers(1, 3);
        var sink = Source.FromGraph(GraphDsl.Create(b =>
        {
            var merge = b.Add(new MergePreferred<int>(1));
            b.From(b.Add(preferred)).To(merge.Preferred);
            b.From(b.Add(Numbers(11, 3))).To(merge.In(0));
            return new SourceShape<int>(merge.Out);
        })).RunWith(this.SinkProbe<int>(), Materializer);
        sink.EnsureSubscription();

        var all = sink.ToStrict(Patience);

        Assert.Equal([1, 2, 3, 11, 12, 13], all.Order());
        Assert.True(all.IndexOf(3) < all.IndexOf(13));
    }

    [Fact]
    public void Balances_over_outputs_that_ask()
    {
        var one = this.CreateSubscriberProbe<int>();
        var two = this.CreateSubscriberProbe<int>();
        Numbers(1, 4).RunWith(Sink.Combine(n => new Balance<int>(n), Sink.FromSubscriber(one), Sink.FromSubscriber(two)), Materializer);

        one.Request(1);
        one.ExpectNext(1);
        two.Request(2);
        two.ExpectNext(2, 3);
        one.Request(5);
        one.ExpectNext(4).ExpectComplete();
        two.ExpectComplete();
    }

    [Fact]
    public void Partitions_by_a_function_and_fails_outside_its_range()
    {
        var even = this.CreateSubscriberProbe<int>();
        var odd = this.CreateSubscriberProbe<int>();
        Numbers(1, 5).RunWith(Sink.Combine(n => new Partition<int>(n, i => i % 2), Sink.FromSubscriber(even), Sink.FromSubscriber(odd)), Materializer);

        even.Request(5);
        odd.Request(5);
        even.ExpectNext(2, 4).ExpectComplete();
        odd.ExpectNext(1, 3, 5).ExpectComplete();

        var broken = this.CreateSubscriberProbe<int>();
        Numbers(1, 5).RunWith(Sink.Combine(n => new Partition<int>(n, _ => 9), Sink.FromSubscriber(broken), Sink.Cancelled<int>()), Materializer);
        Assert.IsType<PartitionOutOfBoundsException>(broken.ExpectSubscriptionAndError());
    }

    [Fact]
    public async Task Sends_elements_to_a_side_sink()
    {
        var (other, main) = Numbers(1, 4).AlsoToMaterialized(Sink.Seq<int>(), Keep.Right).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        Assert.Equal([1, 2, 3, 4], await Soon(other));
        Assert.Equal([1, 2, 3, 4], await Soon(main));

        var (even, odd) = Numbers(1, 4).DivertToMaterialized(Sink.Seq<int>(), n => n % 2 == 0, Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        Assert.Equal([2, 4], await Soon(even));
        Assert.Equal([1, 3], await Soon(odd));
    }

    [Fact]
    public void Taps_without_slowing_the_stream()
    {
        var (tap, main) = Numbers(1, 5).WireTapMaterialized(this.SinkProbe<int>(), Keep.Right)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        tap.Request(1);
        main.Request(2).ExpectNext(1, 2);
        tap.ExpectNext(1);

        main.Request(5).ExpectNext(3, 4, 5).ExpectComplete();
        tap.Cancel();
    }

    [Fact]
    public async Task Joins_a_sink_and_a_source_to_a_flow()
    {
        var flow = Flow.FromSinkAndSource(Sink.Seq<int>(), Source.From(["a", "b"]), Keep.Left);

        var (seen, letters) = Numbers(1, 3).ViaMaterialized(flow, Keep.Right).ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Materializer);

        Assert.Equal([1, 2, 3], await Soon(seen));
        Assert.Equal(["a", "b"], await Soon(letters));
    }
}
