using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Sinks;
using static DeepAvFusion.Engine.Streams.StreamProtocol;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>One run from opening to end: real FFmpeg, a real graph, and a probe for a device. The test is the run's parent.</summary>
public sealed class StreamRunActorSpecs : ActorSpecs
{
    private readonly Clips _clips = new();
    private readonly long _leases = Leases.AtRest();
    private readonly CollectingSink _sink = new();
    private Akka.TestKit.TestProbe _device = null!;

    protected override async Task AfterAllAsync()
    {
        await base.AfterAllAsync();
        _clips.Dispose();
    }

    [Fact]
    public void A_run_tells_that_it_opened_has_every_window_analysed_and_tells_that_it_ended()
    {
        var run = Start(_clips.Make("clip.mp4", 5));
        Assert.True(ExpectMsg<RunOpened>().Format is { HasPicture: true, HasSound: true });
        var answered = 0;
        Watch(run);
        AnswerAll(() => answered++);
        var ended = FishForMessage<RunEnded>(_ => true);
        Assert.Null(ended.Cause);
        FishForMessage<Terminated>(_ => true);
        Assert.InRange(answered, 3, 5);
        Until(() => !_sink.Ended.IsEmpty);
        Assert.Equal(ended.Run, Assert.Single(_sink.Ended));
        Until(() => LeaseCount.Outstanding == _leases);
    }

    [Fact]
    public void A_source_that_cannot_be_opened_ends_the_run_with_the_cause()
    {
        var run = Start(_clips.Path("nowhere.mp4"));
        Watch(run);
        Assert.Equal(SourceFailure.NotFound, Assert.IsType<SourceException>(ExpectMsg<RunEnded>().Cause).Failure);
        ExpectMsg<Terminated>();
    }

    [Fact]
    public void A_source_that_fails_in_the_middle_ends_the_run_with_the_cause()
    {
        var run = Start(_clips.Make("long.mp4", 600), "davf.source.live-pacing=true");
        ExpectMsg<RunOpened>();
        Watch(run);
        AnswerAll(() => { });
        _clips.KillReaderOf("long.mp4");
        Assert.IsType<SourceException>(FishForMessage<RunEnded>(_ => true).Cause);
        FishForMessage<Terminated>(_ => true);
        Until(() => LeaseCount.Outstanding == _leases);
    }

    [Fact]
    public void A_source_that_is_a_named_pipe_holds_nothing_up()
    {
        var pipe = _clips.Path("pipe.mp4");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            make.WaitForExit();
        var run = Start(pipe);
        Watch(run);
        Assert.Equal(SourceFailure.NotMedia, Assert.IsType<SourceException>(ExpectMsg<RunEnded>().Cause).Failure);
        ExpectMsg<Terminated>();
    }

    [Fact]
    public void Windows_that_fail_one_after_another_are_told_once_and_so_is_the_first_that_does_not()
    {
        Start(_clips.Make("clip.mp4", 8), "davf.inference.batch.per-stream=1");    // one at a time, so that their order is known
        ExpectMsg<RunOpened>();
        var answered = 0;
        _device.SetAutoPilot(new Akka.TestKit.DelegateAutoPilot((sender, message) =>
        {
            if (message is InferenceProtocol.Analyse { Window: var window })
            {
                window.Dispose();
                sender.Tell(++answered == 4 ? new InferenceProtocol.Analysed(Windows.Result()) : new InferenceProtocol.Lost(LossReason.Failed, $"fault {answered}"));
            }
            return Akka.TestKit.AutoPilot.KeepRunning;
        }));
        Assert.Equal("fault 2", ExpectMsg<RunFailing>().Cause);
        Assert.Null(ExpectMsg<RunFailing>().Cause);
        Assert.Equal("fault 6", ExpectMsg<RunFailing>().Cause);
        Assert.Null(ExpectMsg<RunEnded>().Cause);
    }

    [Fact]
    public void A_run_that_is_drained_reads_no_further_and_ends_when_what_was_inside_has_come_out()
    {
        var run = Start(_clips.Make("long.mp4", 600), "davf.source.live-pacing=true");
        ExpectMsg<RunOpened>();
        var window = _device.ExpectMsg<InferenceProtocol.Analyse>();
        var asker = _device.LastSender;
        run.Tell(new DrainRun());
        Settle(run);
        Assert.False(HasMessages);
        window.Window.Dispose();
        asker.Tell(new InferenceProtocol.Analysed(Windows.Result()));
        AnswerAll(() => { });
        Assert.Null(ExpectMsg<RunEnded>().Cause);
        Assert.NotEmpty(_sink.All);
        Until(() => LeaseCount.Outstanding == _leases);
    }

    [Fact]
    public void A_run_that_is_drained_while_it_opens_ends_without_a_cause()
    {
        var run = Start(_clips.Make("long.mp4", 600), "davf.source.live-pacing=true");
        run.Tell(new DrainRun());
        Assert.Null(FishForMessage<RunEnded>(_ => true).Cause);
        Until(() => LeaseCount.Outstanding == _leases);
    }

    [Fact]
    public async Task A_run_that_is_drained_does_not_wait_for_a_source_that_never_opens()
    {
        using var mute = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        mute.Start();
        var run = Start($"rtsp://127.0.0.1:{((System.Net.IPEndPoint)mute.LocalEndpoint).Port}/door", "davf.source.connect-timeout=10 minutes");
        using var connection = await mute.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(60));
        run.Tell(new DrainRun());
        Assert.Null(ExpectMsg<RunEnded>().Cause);
    }

    [Fact]
    public void A_run_that_is_stopped_in_the_middle_gives_everything_back_that_its_graph_held()
    {
        var run = Start(_clips.Make("long.mp4", 600));
        ExpectMsg<RunOpened>();
        var window = _device.ExpectMsg<InferenceProtocol.Analyse>().Window;
        Assert.NotEqual(_leases, LeaseCount.Outstanding);
        Watch(run);
        Sys.Stop(run);
        ExpectMsg<Terminated>();
        window.Dispose();
        AnswerAll(() => { });
        Until(() => LeaseCount.Outstanding == _leases);
    }

    [Fact]
    public void A_window_that_is_never_answered_is_lost_and_counted_after_the_patience_and_the_run_goes_on()
    {
        Start(_clips.Make("clip.mp4", 5), "davf.inference.patience=5s");
        ExpectMsg<RunOpened>();
        var ignored = _device.ExpectMsg<InferenceProtocol.Analyse>().Window;
        AnswerAll(() => { });
        Assert.Null(FishForMessage<RunEnded>(_ => true).Cause);
        Assert.Equal(1, Board.Find(Door)!.Lost[("inference", LossReason.Failed)]);
        ignored.Dispose();
        Until(() => LeaseCount.Outstanding == _leases);
    }

    private IActorRef Start(string file, params string[] overrides)
    {
        _device = CreateTestProbe();
        var settings = Settings(overrides);
        var port = new SinkPort(_sink, 512, waits: false);
        Sys.ActorOf(Props.Create(() => new Engine.Sinks.SinkActor(port, SinkBoard)));
        return ChildActorOf(StreamRunActor.Props(Plan(settings, file, _device, live: null, oneShot: true, port)));
    }

    /// <summary>From now on every window is lost by the device, and counted.</summary>
    private void AnswerAll(Action count)
    {
        _device.SetAutoPilot(new Akka.TestKit.DelegateAutoPilot((sender, message) =>
        {
            Answer(sender, message, count);
            return Akka.TestKit.AutoPilot.KeepRunning;
        }));
        Settle(_device);
        while (_device.HasMessages)                        // what came before
        {
            var message = _device.ReceiveOne(TimeSpan.FromSeconds(1));
            Answer(_device.LastSender, message, count);
        }
    }

    private static void Answer(IActorRef asker, object message, Action count)
    {
        if (message is not InferenceProtocol.Analyse { Window: var window } || window.IsGivenBack())
            return;
        window.Dispose();
        count();
        asker.Tell(new InferenceProtocol.Lost(LossReason.Stale, "a newer one came"));
    }
}
