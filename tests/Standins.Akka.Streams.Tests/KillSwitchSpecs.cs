using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class KillSwitchSpecs : StreamSpecs
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ends_one_stream(bool gracefully)
    {
        var ((source, killSwitch), sink) = this.SourceProbe<int>()
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Both)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both)
            .Run(Materializer);
        sink.Request(1);
        source.SendNext(1);
        sink.ExpectNext(1);

        if (gracefully)
            killSwitch.Shutdown();
        else
            killSwitch.Abort(new TestException("stop"));

        source.ExpectCancellation();
        if (gracefully)
            sink.ExpectComplete();
        else
            Assert.Equal("stop", sink.ExpectError().GetBaseException().Message);
    }

    [Fact]
    public void Ends_a_stream_that_is_held_back()
    {
        var (killSwitch, sink) = Source.Repeat(1)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .Buffer(4, OverflowStrategy.Backpressure)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both)
            .Run(Materializer);
        sink.Request(1).ExpectNext(1);

        killSwitch.Shutdown();

        Assert.All(sink.ToStrict(Patience), n => Assert.Equal(1, n));
    }

    [Fact]
    public void Counts_only_the_first_call()
    {
        var (killSwitch, sink) = Source.Never<int>()
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both)
            .Run(Materializer);
        sink.EnsureSubscription();

        killSwitch.Shutdown();
        killSwitch.Abort(new TestException("late"));

        sink.ExpectComplete();
    }

    [Fact]
    public void Ends_all_streams_of_a_shared_switch_and_those_to_come()
    {
        var killSwitch = KillSwitches.Shared("all");
        TestSubscriber.Probe<int> Start() => Source.Never<int>().Via(killSwitch.Flow<int>()).RunWith(this.SinkProbe<int>(), Materializer);
        var one = Start();
        var two = Start();
        one.EnsureSubscription();
        two.EnsureSubscription();

        killSwitch.Abort(new TestException("stop"));

        Assert.Equal("stop", one.ExpectError().GetBaseException().Message);
        Assert.Equal("stop", two.ExpectError().GetBaseException().Message);
        Assert.Equal("stop", Start().ExpectSubscriptionAndError().GetBaseException().Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ends_with_a_token(bool gracefully)
    {
        using var source = new CancellationTokenSource();
        var sink = Source.Never<int>().Via(source.Token.AsFlow<int>(gracefully)).RunWith(this.SinkProbe<int>(), Materializer);
        sink.EnsureSubscription();

        source.Cancel();

        if (gracefully)
            sink.ExpectComplete();
        else
            Assert.IsAssignableFrom<OperationCanceledException>(sink.ExpectError());
    }
}
