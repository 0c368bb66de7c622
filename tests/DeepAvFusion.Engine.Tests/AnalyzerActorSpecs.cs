using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Sinks;
using static DeepAvFusion.Engine.AnalyzerProtocol;

namespace DeepAvFusion.Engine.Tests;

/// <summary>The top of the tree: what it starts, refuses and drains.</summary>
public sealed class AnalyzerActorSpecs : ActorSpecs
{
    private readonly Clips _clips = new();
    private readonly CollectingSink _sink = new();

    protected override async Task AfterAllAsync()
    {
        await base.AfterAllAsync();
        _clips.Dispose();
    }

    [Fact]
    public void Streams_devices_and_sinks_have_their_places_in_the_tree()
    {
        Start();
        Add("door", "nowhere.mp4");
        ExpectMsg<AnalyzerProtocol.Done>();
        foreach (var path in new[] { "inference/cpu", "sinks/collecting", "streams/door" })
            Assert.Equal($"akka://test/user/analyzer/{path}", Find(path).Path.ToString());
    }

    [Theory]
    [InlineData("door", "other.mp4", "'door' is there already")]
    [InlineData("hall", "gopher://camera.example/", "gopher")]
    public void A_stream_that_cannot_be_is_refused_with_the_reason(string name, string uri, string reason)
    {
        Start();
        Add("door", "nowhere.mp4");
        ExpectMsg<AnalyzerProtocol.Done>();
        Add(name, uri);
        Assert.Contains(reason, ExpectMsg<Refused>().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_that_come_before_its_devices_are_there_wait_and_are_answered()
    {
        using var named = new ManualResetEventSlim();
        var parts = Parts(Settings(), () => new ScriptedAnalyzer(), oneShot: false, new SinkPort(new LateSink(named), 64, waits: false));
        _top = Sys.ActorOf(Props.Create(() => new AnalyzerActor(parts)), "analyzer");
        Add("door", "nowhere.mp4");
        _top.Tell(new RemoveStream(new StreamId("nobody")), TestActor);
        Add("hall", "gopher://camera.example/");
        named.Set();                                                     // until now the actor was being made, and has asked for no device
        var answers = ReceiveN(3);
        Assert.Single(answers.OfType<AnalyzerProtocol.Done>());
        Assert.Collection(
            answers.OfType<Refused>(),
            refused => Assert.Contains("no stream called 'nobody'", refused.Why, StringComparison.Ordinal),
            refused => Assert.Contains("gopher", refused.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_to_a_stream_that_is_not_there_are_refused()
    {
        var top = Start();
        var nobody = new StreamId("nobody");
        foreach (var command in new object[] { new RemoveStream(nobody), new StreamProtocol.Restart(nobody), new StreamProtocol.Stop(nobody) })
        {
            top.Tell(command, TestActor);
            Assert.Contains("no stream called 'nobody'", ExpectMsg<Refused>().Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_removed_stream_is_forgotten()
    {
        var top = Start();
        Add("door", "nowhere.mp4");
        ExpectMsg<AnalyzerProtocol.Done>();
        top.Tell(new RemoveStream(Door), TestActor);
        ExpectMsg<AnalyzerProtocol.Done>();
        Until(() => Board.Find(Door) is null);
    }

    [Fact]
    public void Draining_without_streams_is_done_at_once()
    {
        Start().Tell(new DrainAll(), TestActor);
        ExpectMsg<AnalyzerProtocol.Done>();
    }

    [Fact]
    public void Draining_is_done_when_the_last_stream_has_stopped_and_their_states_stay_to_be_seen()
    {
        var top = Start();
        Add("door", _clips.Make("door.mp4", 600), live: true);
        ExpectMsg<AnalyzerProtocol.Done>();
        Until(() => Board.Find(Door)!.State == StreamState.Running);
        top.Tell(new DrainAll(), TestActor);
        ExpectMsg<AnalyzerProtocol.Done>();
        Assert.Equal(StreamState.Stopped, Board.Find(Door)!.State);
    }

    [Fact]
    public void A_stream_that_is_being_added_while_it_drains_is_drained_too()
    {
        Start();
        Find("inference/cpu");
        Add("door", _clips.Make("door.mp4", 600), live: true);
        _top.Tell(new DrainAll(), TestActor);
        ExpectMsg<AnalyzerProtocol.Done>();
        ExpectMsg<AnalyzerProtocol.Done>();
        Assert.Equal(StreamState.Stopped, Board.Find(Door)!.State);
    }

    [Fact]
    public void Windows_and_results_that_reach_nobody_are_given_back_and_who_asked_is_answered()
    {
        Start();
        var device = Find("inference/cpu");
        Watch(device);
        Sys.Stop(device);
        ExpectMsg<Terminated>();
        var (window, result) = (Windows.Make("door", 0), Windows.Result());
        device.Tell(new InferenceProtocol.Analyse(window), TestActor);
        Assert.Equal(LossReason.Stopped, ExpectMsg<InferenceProtocol.Lost>().Reason);
        Assert.True(window.IsGivenBack());
        device.Tell(new InferenceProtocol.Analysed(result));
        Until(() => IsGivenBack(result));
    }

    [Fact]
    public async Task A_source_that_opens_when_its_run_is_gone_is_closed()
    {
        Start();
        var device = Find("inference/cpu");
        Watch(device);
        Sys.Stop(device);
        ExpectMsg<Terminated>();
        var settings = Settings("davf.source.live-pacing=true").Source;
        var source = await MediaSource.OpenAsync(Door, RunId.Next(), SourceUri.Parse(_clips.Make("door.mp4", 600), settings.Policy), settings, Time, CancellationToken.None);
        Assert.True(_clips.IsRead("door.mp4"));
        device.Tell(source);
        Until(() => !_clips.IsRead("door.mp4"));
    }

    [Fact]
    public void A_device_that_dies_of_anything_is_started_again_and_found_where_it_was()
    {
        Start();
        var device = Find("inference/cpu");
        var running = Find("inference/cpu/device");
        for (var deaths = 0; deaths < 8; deaths++)
        {
            var died = running;
            died.Tell(Kill.Instance);
            Until(() =>
            {
                Pass(TimeSpan.FromMinutes(2));
                return Look("inference/cpu/device") is { } found && !(running = found).Equals(died);
            });
        }
        device.Tell(new InferenceProtocol.Analyse(Windows.Make("door", 0)), TestActor);
        Settle(device);
        Settle(running);
        Pass(TimeSpan.FromSeconds(1));
        ExpectMsg<InferenceProtocol.Analysed>().Result.Dispose();
    }

    private IActorRef _top = null!;

    private IActorRef Start()
    {
        var parts = Parts(Settings("davf.source.live-pacing=true"), () => new ScriptedAnalyzer(), oneShot: false, new SinkPort(_sink, 64, waits: false));
        return _top = Sys.ActorOf(Props.Create(() => new AnalyzerActor(parts)), "analyzer");
    }

    private void Add(string name, string uri, bool? live = null) => _top.Tell(new AddStream(new StreamSettings(new StreamId(name), uri, live, null)), TestActor);

    /// <summary>The actor at a place below the top, when it has come there.</summary>
    private IActorRef Find(string path)
    {
        IActorRef? found = null;
        Until(() => (found = Look(path)) is not null);
        return found!;
    }

    private IActorRef? Look(string path)
    {
        var probe = CreateTestProbe();
        Sys.ActorSelection(_top.Path / path.Split('/')).Tell(new Identify(path), probe);
        return probe.ExpectMsg<ActorIdentity>().Subject;
    }

    private static bool IsGivenBack(DeepAvFusion.Inference.WindowResult result)
    {
        try
        {
            return result.Mixture.Span.Length < 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Says its name when it is let.</summary>
    private sealed class LateSink(ManualResetEventSlim named) : IStreamSink
    {
        public string Name
        {
            get
            {
                named.Wait();
                return "late";
            }
        }

        public bool Wants(Type item) => false;

        public ValueTask WriteAsync(SinkItem item, CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
