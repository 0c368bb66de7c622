using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class CustomStageSpecs : StreamSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Runs_a_source_stage_any_number_of_times()
    {
        var source = Source.FromGraph(new NumbersSource());

        Assert.Equal(55, await Soon(source.Take(10).RunAggregate(0, (sum, n) => sum + n, Materializer)));
        Assert.Equal(5050, await Soon(source.Take(100).RunAggregate(0, (sum, n) => sum + n, Materializer)));
    }

    [Fact]
    public async Task Chains_stages_that_map_filter_and_duplicate()
    {
        var numbers = Source.From([1, 2, 3, 4, 5]).Via(new Filter<int>(n => n % 2 == 0)).Via(new Duplicator<int>()).Via(new Map<int, int>(n => n / 2));

        Assert.Equal([1, 1, 2, 2], await Run(numbers));
    }

    [Fact]
    public async Task Uses_one_stage_object_twice_in_a_graph()
    {
        var plusOne = new Map<int, int>(n => n + 1);

        Assert.Equal([3, 4], await Run(Numbers(1, 2).Via(plusOne).Via(plusOne)));
    }

    [Fact]
    public void Decouples_rates_with_a_buffer_of_its_own()
    {
        var (source, sink) = this.SourceProbe<int>().Via(new TwoBuffer<int>()).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();

        source.SendNext(1).SendNext(2).SendNext(3).SendComplete();
        sink.ExpectNoMsg(Moment);

        sink.Request(3).ExpectNext(1, 2, 3).ExpectComplete();
    }

    [Fact]
    public async Task Emits_the_rest_of_a_buffer_at_the_end_when_there_is_demand_again()
    {
        var (queue, sink) = Source.Queue<int>(4, OverflowStrategy.Fail)
            .Via(new TwoBuffer<int>()).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.EnsureSubscription();
        await queue.OfferAsync(1);
        await queue.OfferAsync(2);
        queue.Complete();

        sink.ExpectNoMsg(Moment);
        sink.Request(1).ExpectNext(1).ExpectNoMsg(Moment);
        sink.Request(1).ExpectNext(2).ExpectComplete();
    }

    [Fact]
    public async Task Gives_a_materialized_value()
    {
        var first = Numbers(7, 3).ViaMaterialized(new FirstValue<int>(), Keep.Right).To(Sink.Ignore<int>()).Run(Materializer);

        Assert.Equal(7, await Soon(first));
    }

    [Fact]
    public async Task Drops_elements_while_a_timed_gate_is_closed()
    {
        var later = Source.Single(4).InitialDelay(TimeSpan.FromMilliseconds(800));

        Assert.Equal([1, 4], await Run(Numbers(1, 3).Concat(later).Via(new TimedGate<int>(TimeSpan.FromMilliseconds(100)))));
    }

    [Fact]
    public void Ends_from_outside_through_an_asynchronous_callback()
    {
        var end = new TaskCompletionSource();
        var (source, sink) = this.SourceProbe<int>().Via(new EndsWith<int>(end.Task)).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.Request(2);
        source.SendNext(1);
        sink.ExpectNext(1);

        end.SetResult();

        sink.ExpectComplete();
        source.ExpectCancellation();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fails_when_a_handler_misuses_a_port(bool pushes)
    {
        var misuse = Numbers(1, 3).Via(new Misuse<int>(pushes));

        await Assert.ThrowsAsync<ArgumentException>(() => Run(misuse));
    }

    [Fact]
    public async Task Refuses_to_run_a_stage_without_handlers()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Run(Numbers(1, 3).Via(new NoHandlers<int>())));
    }

    [Fact]
    public async Task Sorts_by_reading_many_elements_at_once() =>
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], await Run(Source.From([3, 1, 2, 6, 5, 4, 7]).Via(new SortInThrees())));
}
