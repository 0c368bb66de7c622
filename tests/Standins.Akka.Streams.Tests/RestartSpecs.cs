using System.Diagnostics;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AkkaStreamsSpecs;

public sealed class RestartSpecs : StreamSpecs
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly RestartSettings Quick = RestartSettings.Create(Short, Short, 0);

    [Fact]
    public void Restarts_a_source_after_completion_and_failure()
    {
        var runs = 0;
        var sink = RestartSource.WithBackoff(
            () => ++runs % 2 == 1 ? Numbers(1, 2) : Source.Single(9).Concat(Source.Lazily(() => Source.Failed<int>(new TestException("boom"))).MapMaterializedValue(_ => Akka.NotUsed.Instance)),
            Quick).RunWith(this.SinkProbe<int>(), Materializer);

        sink.Request(6).ExpectNext(1, 2, 9, 1, 2, 9);
        sink.Cancel();
    }

    [Fact]
    public void Completes_when_it_is_to_restart_only_after_failure()
    {
        var runs = 0;
        var sink = RestartSource.OnFailuresWithBackoff(
            () => ++runs < 3 ? Numbers(1, 3).Select(n => n == 2 ? throw new TestException("boom") : n) : Numbers(7, 2), Quick)
            .RunWith(this.SinkProbe<int>(), Materializer);

        Assert.Equal([1, 1, 7, 8], sink.ToStrict(Patience));
        Assert.Equal(3, runs);
    }

    [Fact]
    public void Waits_longer_each_time()
    {
        var starts = new List<TimeSpan>();
        var watch = Stopwatch.StartNew();
        var settings = RestartSettings.Create(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), 0);
        var sink = RestartSource.WithBackoff(
            () =>
            {
                starts.Add(watch.Elapsed);
                return Source.Single(starts.Count);
            },
            settings.WithMaxRestarts(int.MaxValue, TimeSpan.FromHours(1))).RunWith(this.SinkProbe<int>(), Materializer);

        sink.Request(3).ExpectNext(1, 2, 3);
        sink.Cancel();

        Assert.True(starts[1] - starts[0] >= TimeSpan.FromMilliseconds(90));
        Assert.True(starts[2] - starts[1] >= TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public void Gives_up_after_the_greatest_number_of_restarts()
    {
        var runs = 0;
        var sink = RestartSource.WithBackoff(
            () =>
            {
                runs++;
                return Source.Failed<int>(new TestException("boom"));
            },
            Quick.WithMaxRestarts(2, TimeSpan.FromHours(1))).RunWith(this.SinkProbe<int>(), Materializer);

        Assert.Equal("boom", sink.ExpectSubscriptionAndError().Message);
        Assert.Equal(3, runs);
    }

    [Fact]
    public void Counts_anew_after_a_long_run()
    {
        var runs = 0;
        var within = TimeSpan.FromMilliseconds(50);
        var sink = RestartSource.WithBackoff(
            () => ++runs > 4 ? Numbers(7, 1).Concat(Source.Never<int>()) : Source.Empty<int>().Concat(Source.Single(runs).InitialDelay(2 * within)),
            Quick.WithMaxRestarts(1, within)).RunWith(this.SinkProbe<int>(), Materializer);

        sink.Request(5).ExpectNext(1, 2, 3, 4, 7);
        sink.Cancel();
    }

    [Fact]
    public void Cancels_what_runs_and_does_not_restart_it()
    {
        var runs = 0;
        var inner = this.CreatePublisherProbe<int>();
        var sink = RestartSource.WithBackoff(
            () =>
            {
                runs++;
                return Source.FromPublisher(inner);
            },
            Quick).RunWith(this.SinkProbe<int>(), Materializer);
        sink.Request(1);
        inner.SendNext(1);
        sink.ExpectNext(1);

        sink.Cancel();

        inner.ExpectCancellation();
        inner.ExpectNoMsg(5 * Short);
        Assert.Equal(1, runs);
    }

    [Fact]
    public void Ends_by_a_kill_switch_while_it_waits()
    {
        var (killSwitch, sink) = RestartSource.WithBackoff(() => Source.Empty<int>(), RestartSettings.Create(TimeSpan.FromHours(1), TimeSpan.FromHours(1), 0))
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both)
            .Run(Materializer);
        sink.EnsureSubscription();

        killSwitch.Shutdown();

        sink.ExpectComplete();
    }

    [Fact]
    public void Restarts_a_sink_that_cancels()
    {
        var probe = CreateTestProbe();
        var source = this.SourceProbe<int>().To(RestartSink.WithBackoff(
            () => Flow.Create<int>().TakeWhile(n => n % 10 != 0, inclusive: true).To(Sink.ForEach<int>(n => probe.Ref.Tell(n, probe.Ref))), Quick)).Run(Materializer);

        foreach (var n in new[] { 1, 10 })
        {
            source.SendNext(n);
            probe.ExpectMsg(n);
        }

        probe.ExpectNoMsg(5 * Short);
        source.SendNext(2);
        probe.ExpectMsg(2);
        source.SendComplete();
    }

    [Fact]
    public void Restarts_a_flow_that_fails_or_completes()
    {
        var runs = 0;
        var (source, sink) = this.SourceProbe<int>().Via(RestartFlow.WithBackoff(
            () =>
            {
                runs++;
                return Flow.Create<int>().Select(n => n == 5 ? throw new TestException("five") : n).TakeWhile(n => n != 8);
            },
            Quick)).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.Request(20);

        source.SendNext(1);
        sink.ExpectNext(1);
        source.SendNext(5);
        AwaitAssert(() => Assert.Equal(2, runs), Patience);
        source.SendNext(2);
        sink.ExpectNext(2);
        source.SendNext(8);
        AwaitAssert(() => Assert.Equal(3, runs), Patience);
        source.SendNext(3);
        sink.ExpectNext(3);

        source.SendComplete();
        sink.ExpectComplete();
    }

    [Fact]
    public void Ends_a_flow_that_is_to_restart_only_after_failure()
    {
        var (source, sink) = this.SourceProbe<int>()
            .Via(RestartFlow.OnFailuresWithBackoff(() => Flow.Create<int>().TakeWhile(n => n != 8), Quick))
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        sink.Request(20);
        source.SendNext(1);
        sink.ExpectNext(1);

        source.SendNext(8);

        source.ExpectCancellation();
        sink.ExpectComplete();
    }
}
