using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;

namespace AkkaStreamsSpecs;

public sealed class SupervisionSpecs : StreamSpecs
{
    private static readonly Attributes Resume = ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider);
    private static readonly Attributes Restart = ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider);

    [Fact]
    public Task Stops_by_default() =>
        Assert.ThrowsAsync<DivideByZeroException>(() => Run(Numbers(0, 3).Select(n => 6 / n)));

    [Fact]
    public async Task Resumes_by_dropping_the_element()
    {
        Assert.Equal([6, 3], await Run(Numbers(0, 3).Via(Flow.Create<int>().Select(n => 6 / n).WithAttributes(Resume))));
        Assert.Equal([1, 2], await Run(Numbers(0, 3).Via(Flow.Create<int>().Where(n => 6 / n > 0).WithAttributes(Resume))));
        Assert.Equal([6, 3], await Run(Numbers(0, 3).Via(Flow.Create<int>().SelectMany<int, int, int, Akka.NotUsed>(n => [6 / n]).WithAttributes(Resume))));
    }

    [Theory]
    [InlineData(true, "0 1 4 0 5 12")]
    [InlineData(false, "0 1 4 9 16")]
    public async Task Restarts_with_a_cleared_state_and_resumes_with_it(bool restarts, string expected)
    {
        var scan = Flow.Create<int>().Scan(0, (sum, n) => n < 0 ? throw new ArgumentException("negative") : sum + n);

        var sums = await Run(Source.From([1, 3, -1, 5, 7]).Via(scan.WithAttributes(restarts ? Restart : Resume)));

        Assert.Equal(expected, string.Join(" ", sums));
    }

    [Theory]
    [InlineData(true, 12)]
    [InlineData(false, 16)]
    public async Task Supervises_aggregation(bool restarts, int expected)
    {
        var sum = Flow.Create<int>().Aggregate(0, (total, n) => n < 0 ? throw new ArgumentException("negative") : total + n);

        Assert.Equal([expected], await Run(Source.From([1, 3, -1, 5, 7]).Via(sum.WithAttributes(restarts ? Restart : Resume))));
    }

    [Fact]
    public async Task Decides_by_the_exception()
    {
        Decider decider = cause => cause is DivideByZeroException ? Directive.Resume : Directive.Stop;
        var flow = Flow.Create<int>().Select(n => n == 9 ? throw new InvalidOperationException("nine") : 6 / n)
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(decider));

        Assert.Equal([6, 3], await Run(Numbers(0, 3).Via(flow)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(Source.From([0, 9]).Via(flow)));
    }

    [Fact]
    public async Task Takes_the_strategy_of_the_materializer()
    {
        var settings = ActorMaterializerSettings.Create(Sys).WithSupervisionStrategy(Deciders.ResumingDecider);
        using var materializer = ActorMaterializer.Create(Sys, settings);

        Assert.Equal(9, await Soon(Numbers(0, 3).Select(n => 6 / n).RunAggregate(0, (sum, n) => sum + n, materializer)));
    }

    [Fact]
    public async Task Supervises_what_a_sink_calls()
    {
        var seen = new List<int>();
        var sink = Sink.ForEach<int>(n => seen.Add(6 / n)).WithAttributes(Resume);

        await Soon(Numbers(0, 3).RunWith(sink, Materializer));

        Assert.Equal([6, 3], seen);
    }

    [Fact]
    public async Task Fails_the_task_of_a_sink_whose_action_throws() =>
        await Assert.ThrowsAsync<DivideByZeroException>(() => Soon(Numbers(0, 3).RunForeach(n => _ = 6 / n, Materializer)));
}
