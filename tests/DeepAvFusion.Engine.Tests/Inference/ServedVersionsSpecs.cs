using System.Collections.Concurrent;
using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Inference.Teaching;
using static DeepAvFusion.Engine.Inference.InferenceProtocol;

namespace DeepAvFusion.Engine.Tests.Inference;

/// <summary>How a device exchanges what was taught: between two passes, for some streams or all, and back where it fails.</summary>
public sealed class ServedVersionsSpecs : ActorSpecs
{
    private readonly ServedVersions _served = new();
    private readonly ConcurrentQueue<(string Streams, int Version)> _passes = new();
    private readonly ConcurrentQueue<(int Version, string Why)> _withdrawn = new();
    private ScriptedAnalyzer _model = null!;
    private Action<int> _fails = _ => { };

    [Fact]
    public void Weights_are_exchanged_between_two_passes_and_no_window_is_lost()
    {
        var inference = Start("davf.inference.batch.size=1");
        Analyse(inference, "a");
        _served.Serve(Weights(1), null);
        Analyse(inference, "a");
        _served.Serve(null, null);
        Analyse(inference, "a");
        Assert.Equal([("a", 0), ("a", 1), ("a", 0)], _passes);
    }

    [Fact]
    public void Canaries_are_analysed_in_passes_of_their_own()
    {
        var inference = Start("davf.inference.batch.size=3");
        _served.Serve(Weights(1), null);
        _served.Try(Weights(2), [new StreamId("b")]);
        Analyse(inference, "a", "b", "c");
        Assert.Equal([("a c", 1), ("b", 2)], _passes.Order());
        Assert.Equal(2, _model.Taught?.Version);
        Assert.Equal(1, Model.Model!.Version);                      // what most streams are analysed with is what is told
    }

    [Fact]
    public void A_pass_that_fails_with_taught_weights_is_repeated_with_those_before_and_they_are_out_of_use()
    {
        var inference = Start("davf.inference.batch.size=1");
        _served.Serve(Weights(2), Weights(1));
        _fails = version => Fault(version == 2);
        Analyse(inference, "a");
        Assert.Equal([("a", 2), ("a", 1)], _passes);
        Assert.Equal([(2, "no numbers")], _withdrawn);
        _fails = version => Fault(version == 1);
        Analyse(inference, "a");
        Assert.Equal([("a", 1), ("a", 0)], _passes.Skip(2));
        Assert.Null(_served.All);
    }

    [Fact]
    public void A_canary_that_fails_costs_no_window_and_leaves_the_others_as_they_are()
    {
        var inference = Start("davf.inference.batch.size=1");
        _served.Serve(Weights(1), null);
        _served.Try(Weights(2), [new StreamId("b")]);
        _fails = version => Fault(version == 2);
        Analyse(inference, "b");
        Analyse(inference, "b");
        Assert.Equal([("b", 2), ("b", 1), ("b", 1)], _passes);
        Assert.Equal(1, _served.All!.Version);
    }

    [Fact]
    public void Weights_that_do_not_fit_the_model_are_taken_out_of_use()
    {
        var inference = Start("davf.inference.batch.size=1");
        _served.Serve(Weights(13), null);
        Analyse(inference, "a");
        Assert.Equal(("a", 0), Assert.Single(_passes));
        Assert.Equal((13, "It does not fit."), Assert.Single(_withdrawn));
    }

    [Fact]
    public void A_model_that_is_opened_anew_wears_what_was_taught()
    {
        var inference = Start("davf.inference.batch.size=1");
        _served.Serve(Weights(1), null);
        Analyse(inference, "a");
        _fails = version => Fault(true);
        for (var i = 0; i < 3; i++)
        {
            _served.Serve(null, null);
            inference.Tell(new Analyse(Windows.Make("a", i)), TestActor);
            ExpectMsg<Lost>();
        }
        _fails = _ => { };
        _served.Serve(Weights(1), null);
        Analyse(inference, "a");
        Assert.Equal(("a", 1), _passes.Last());
    }

    private static TaughtWeights Weights(int version) => new(version, $"sha-{version}", ["dog"], new Dictionary<TaughtLayer, LayerWeights>());

    private static void Fault(bool isSo)
    {
        if (isSo)
            throw new InvalidOperationException("no numbers");
    }

    private IActorRef Start(params string[] overrides)
    {
        _served.Withdrawn = (weights, why) => _withdrawn.Enqueue((weights.Version, why));
        var parts = Parts(Settings(["davf.inference.batch.delay=1 hour", "davf.inference.batch.per-stream=8", .. overrides]), () => _model = new ScriptedAnalyzer(windows =>
        {
            var version = _model.Taught?.Version ?? 0;
            _passes.Enqueue((string.Join(' ', windows.Select(window => window.Stream.Value)), version));
            _fails(version);
        })
        { Refuses = 13 }, oneShot: false) with
        { Served = _served };
        var group = Sys.ActorOf(Props.Create(() => new GroupActor()));
        group.Tell(new GroupActor.Add("cpu", InferenceActor.Props(parts)), TestActor);
        return ExpectMsg<GroupActor.Added>().Child;
    }

    private void Analyse(IActorRef inference, params string[] streams)
    {
        foreach (var stream in streams)
            inference.Tell(new Analyse(Windows.Make(stream, 0)), TestActor);
        foreach (var _ in streams)
            ExpectMsg<Analysed>().Result.Dispose();
    }
}
