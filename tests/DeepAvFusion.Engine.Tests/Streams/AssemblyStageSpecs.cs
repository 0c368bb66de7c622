using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>Results to analyses between two probes, behind a kill switch.</summary>
public sealed class AssemblyStageSpecs : ActorSpecs
{
    private readonly long _leases = Leases.AtRest();
    private readonly InFlight _inside = new();
    private TestPublisher.Probe<(WindowFacts Window, WindowResult Result)> _results = null!;
    private TestSubscriber.Probe<AvAnalysis> _analyses = null!;
    private UniqueKillSwitch _switch = null!;

    [Fact]
    public void Analyses_come_in_order_and_the_end_closes_them()
    {
        Start();
        _analyses.Request(10);
        for (var index = 0; index < 3; index++)
            Push(index);
        _results.SendComplete();
        Assert.Equal([(0, false), (1, false), (2, false), (2, true)], Next(4));
        _analyses.ExpectComplete();
        AllGivenBack();
    }

    [Fact]
    public void Without_a_result_there_is_nothing_to_close()
    {
        Start();
        _analyses.Request(1);
        _results.SendComplete();
        _analyses.ExpectComplete();
    }

    [Fact]
    public void The_closing_waits_until_it_is_asked_for()
    {
        OneTakenAndOneWaiting();
        _analyses.Request(1);
        Assert.Equal([(1, false)], Next(1));
        _results.SendComplete();
        _analyses.Request(1);
        Assert.Equal([(1, true)], Next(1));
        _analyses.ExpectComplete();
        AllGivenBack();
    }

    [Fact]
    public void A_kill_switch_that_is_shut_down_closes_what_was_analysed()
    {
        OneTakenAndOneWaiting();
        _analyses.Request(1);
        Assert.Equal([(1, false)], Next(1));
        _switch.Shutdown();
        _analyses.Request(1);
        Assert.Equal([(1, true)], Next(1));
        _analyses.ExpectComplete();
        AllGivenBack();
    }

    [Fact]
    public void A_kill_switch_that_aborts_closes_nothing_and_everything_is_given_back()
    {
        OneTakenAndOneWaiting();
        _switch.Abort(new IOException("killed"));
        Assert.Equal("killed", _analyses.ExpectError().GetBaseException().Message);
        AllGivenBack();
    }

    [Fact]
    public void Results_that_fail_close_nothing_and_everything_is_given_back()
    {
        OneTakenAndOneWaiting();
        _results.SendError(new IOException("away"));
        Assert.Equal("away", _analyses.ExpectError().Message);
        AllGivenBack();
    }

    [Fact]
    public void A_receiver_that_cancels_gives_everything_back_and_the_source_is_told()
    {
        OneTakenAndOneWaiting();
        _analyses.Cancel();
        _results.ExpectCancellation();
        AllGivenBack();
    }

    /// <summary>Two results, of which the second has not been asked for.</summary>
    private void OneTakenAndOneWaiting()
    {
        Start();
        _analyses.Request(1);
        Push(0);
        Push(1);
        Assert.Equal([(0, false)], Next(1));
        Assert.Equal(_leases + 1, LeaseCount.Outstanding);
    }

    private void Start()
    {
        var settings = Settings().Assembly;
        var ((results, killSwitch), analyses) = this.SourceProbe<(WindowFacts Window, WindowResult Result)>()
            .ViaMaterialized(KillSwitches.Single<(WindowFacts Window, WindowResult Result)>(), Keep.Both)
            .Select(pair => (pair.Window, _inside.Leave(pair.Result)))
            .Via(Flow.FromGraph(new AssemblyStage(() => new StreamAssembler(settings, Time))))
            .ToMaterialized(this.SinkProbe<AvAnalysis>(), Keep.Both)
            .Run(Sys.Materializer());
        (_results, _switch, _analyses) = (results, killSwitch, analyses);
    }

    private void Push(long index)
    {
        using var window = Windows.Make("door", index);
        _results.SendNext((WindowFacts.Of(window), _inside.Enter(Windows.Result())));
    }

    private List<(long Window, bool IsClosing)> Next(int count) => [.. Enumerable.Range(0, count).Select(_ => _analyses.ExpectNext()).Select(analysis => (analysis.Window, analysis.IsClosing))];

    private void AllGivenBack()
    {
        _inside.Dispose();
        Until(() => LeaseCount.Outstanding == _leases);
    }
}
