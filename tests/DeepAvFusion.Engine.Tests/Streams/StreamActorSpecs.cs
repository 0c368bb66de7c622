using Akka.Actor;
using Akka.TestKit;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Sources;
using static DeepAvFusion.Engine.Streams.StreamProtocol;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>What a stream makes of its runs.</summary>
public sealed class StreamActorSpecs : ActorSpecs
{
    private static readonly string[] Steady = ["davf.restart.jitter=0", "davf.restart.backoff-from=1s", "davf.restart.backoff-to=30s", "davf.restart.runs-per-minute=3", "davf.restart.faulted-retry=5 minutes"];
    private static readonly SourceException Away = new(SourceFailure.Unreachable, "The camera is away: switch it on.");

    private TestProbe _runs = null!;
    private IActorRef _stream = null!;

    [Fact]
    public void A_run_that_opens_makes_the_stream_running()
    {
        Open(Start());
        Assert.Equal((StreamState.Running, 1, true), (Status.State, Status.Runs, Status.HasSound));
        Assert.Contains("aac 44100 Hz", Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_is_followed_by_another_after_the_wait_and_not_before()
    {
        var first = Start();
        Fail(first);
        Assert.Equal(StreamState.Reconnecting, Status.State);
        Assert.Contains("switch it on. (next try in 1.0 s)", Status.Detail, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(0.9));
        Settle(_stream);
        Assert.Equal(1, Status.Runs);
        Pass(TimeSpan.FromSeconds(0.2));
        Assert.NotEqual(first, Begun());
        Assert.Equal(2, Status.Runs);
    }

    [Fact]
    public void Late_news_of_an_old_run_changes_nothing()
    {
        var first = Start();
        Fail(first);
        Pass(TimeSpan.FromSeconds(2));
        var second = Begun();
        first.Tell(new ProbedRun.Say(Opening()));
        Settle(first);
        Settle(_stream);
        Assert.NotEqual(StreamState.Running, Status.State);
        Open(second);
        foreach (var late in new object[] { new RunFailing(default, "late"), new SourceRemark(default, "late"), new RunEnded(default, null) })
            first.Tell(new ProbedRun.Say(late));
        Settle(first);
        Settle(_stream);
        Assert.Equal((StreamState.Running, 2), (Status.State, Status.Runs));
        Assert.DoesNotContain("late", Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_failed_runs_within_a_minute_make_it_faulted_and_it_is_tried_on_with_doubled_waits()
    {
        var run = Start();
        for (var failed = 1; failed < 3; failed++)
        {
            Fail(run);
            Pass(TimeSpan.FromSeconds(10));
            run = Begun();
        }
        Fail(run);
        Assert.Equal((StreamState.Faulted, false), (Status.State, Status.IsFinal));
        Assert.Contains("next try in 4.0 s", Status.Detail, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(3.9));
        Settle(_stream);
        Assert.Equal(3, Status.Runs);
        Pass(TimeSpan.FromSeconds(0.2));
        Open(Begun());
        Assert.Equal(StreamState.Running, Status.State);
    }

    [Fact]
    public void A_cause_that_will_not_go_away_makes_it_faulted_at_once()
    {
        Fail(Start(), new SourceException(SourceFailure.Unauthorized, "The password is wrong: set another."));
        Assert.Equal((StreamState.Faulted, false), (Status.State, Status.IsFinal));
        Pass(TimeSpan.FromMinutes(5));
        Begun();
    }

    [Fact]
    public void What_has_worked_is_not_given_up_for_any_cause()
    {
        var run = Start();
        Open(run);
        Board.Analysed(Door, MediaTime.FromSeconds(3), TimeSpan.FromSeconds(1));
        Fail(run);
        for (var tries = 0; tries < 6; tries++)
        {
            Pass(TimeSpan.FromSeconds(1));
            Fail(Begun(), new SourceException(SourceFailure.Unauthorized, "The password is wrong: set another."));
        }
        Assert.Contains("next try in 1.0 s", Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_whose_windows_all_fail_says_so_until_one_is_analysed_again()
    {
        var run = Start();
        Open(run);
        run.Tell(new ProbedRun.Say(new RunFailing(default, "the device is lost")));
        Until(() => Status is { State: StreamState.Faulted, Detail: "its windows cannot be analysed: the device is lost" });
        run.Tell(new ProbedRun.Say(new RunFailing(default, null)));
        Until(() => Status.State == StreamState.Running);
        Assert.Contains("aac 44100 Hz", Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_final_in_one_shot_use()
    {
        Fail(Start(oneShot: true));
        Assert.Equal((StreamState.Faulted, true, "The camera is away: switch it on."), (Status.State, Status.IsFinal, Status.Detail));
        Pass(TimeSpan.FromHours(1));
        Settle(_stream);
        Assert.Equal(1, Status.Runs);
    }

    [Fact]
    public void The_end_of_a_file_is_final()
    {
        var run = Start();
        Open(run, duration: TimeSpan.FromSeconds(6));
        End(run);
        Assert.Equal((StreamState.Ended, true), (Status.State, Status.IsFinal));
        Pass(TimeSpan.FromHours(1));
        Settle(_stream);
        Assert.Equal(1, Status.Runs);
    }

    [Fact]
    public void The_end_of_a_recording_of_unknown_length_is_final()
    {
        var run = Start();
        Open(run, isRecording: true);
        End(run);
        Assert.Equal((StreamState.Ended, true), (Status.State, Status.IsFinal));
    }

    [Fact]
    public void A_recording_that_ends_before_its_end_broke_off_and_says_what_is_missing()
    {
        var run = Start();
        Open(run, duration: TimeSpan.FromSeconds(6));
        run.Tell(new ProbedRun.Say(new RunEnded(default, null) { Shortfall = "it broke off, at 3.0 of 6.0 s: the file is cut off" }));
        Until(() => Status is { State: StreamState.BrokeOff, IsFinal: true });
        Assert.Contains("3.0 of 6.0 s", Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_source_that_changed_is_opened_anew_at_once(bool oneShot)
    {
        var run = Start(oneShot);
        Open(run);
        run.Tell(new ProbedRun.Say(new RunEnded(default, null) { OpenAnew = "its sound has begun" }));
        Open(Begun());
        Assert.Equal((StreamState.Running, 2), (Status.State, Status.Runs));
    }

    [Fact]
    public void The_end_of_a_live_source_is_a_failure()
    {
        var run = Start();
        Open(run);
        End(run);
        Assert.Equal(StreamState.Reconnecting, Status.State);
        Assert.StartsWith("the source ended", Status.Detail, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(1));
        Begun();
    }

    [Fact]
    public void A_run_that_crashes_counts_as_failed_and_is_replaced()
    {
        var run = Start();
        Watch(run);
        run.Tell(new ProbedRun.Throw(new InvalidOperationException("a fault")));
        ExpectTerminated(run);
        Until(() => Status.State == StreamState.Reconnecting);
        Settle(_stream);                                            // it has set the wait
        Assert.Contains("InvalidOperationException: a fault", Status.Detail, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(1));
        Begun();
        Assert.Equal(2, Status.Runs);
    }

    [Fact]
    public void A_run_that_leaves_without_a_word_counts_as_failed()
    {
        Start().Tell(new ProbedRun.Leave());
        Until(() => Status.State == StreamState.Reconnecting);
        Settle(_stream);                                            // it has set the wait
        Assert.Contains("without a word", Status.Detail, StringComparison.Ordinal);
        Pass(TimeSpan.FromSeconds(1));
        Begun();
    }

    [Fact]
    public void Stopping_drains_the_run_and_no_other_follows()
    {
        var run = Start();
        Open(run);
        _stream.Tell(new StreamProtocol.Stop(Door));
        _runs.ExpectMsg<DrainRun>();
        Assert.Equal(StreamState.Running, Status.State);
        End(run);
        Assert.Equal((StreamState.Stopped, true), (Status.State, Status.IsFinal));
        Pass(TimeSpan.FromHours(1));
        Settle(_stream);
        Assert.Equal(1, Status.Runs);
    }

    [Fact]
    public void Stopping_while_it_waits_for_the_next_try_takes_that_try_away()
    {
        Fail(Start());
        _stream.Tell(new StreamProtocol.Stop(Door));
        Settle(_stream);
        Assert.Equal(StreamState.Stopped, Status.State);
        Pass(TimeSpan.FromHours(1));
        Settle(_stream);
        Assert.Equal(1, Status.Runs);
    }

    [Fact]
    public void A_restart_tries_now_whatever_the_wait_says()
    {
        Fail(Start());
        _stream.Tell(new StreamProtocol.Restart(Door));
        Begun();
        Pass(TimeSpan.FromSeconds(5));
        Settle(_stream);
        Assert.Equal(2, Status.Runs);
    }

    [Fact]
    public void A_restart_takes_away_the_try_that_was_set()
    {
        Fail(Start());
        _stream.Tell(new StreamProtocol.Restart(Door));
        var run = Begun();
        Open(run, duration: TimeSpan.FromSeconds(6));
        End(run);
        Pass(TimeSpan.FromSeconds(5));
        Settle(_stream);
        Assert.Equal((StreamState.Ended, 2), (Status.State, Status.Runs));
    }

    [Fact]
    public void A_restart_lets_a_running_stream_out_and_begins_a_new_run()
    {
        var run = Start();
        Open(run);
        _stream.Tell(new StreamProtocol.Restart(Door));
        _runs.ExpectMsg<DrainRun>();
        End(run);
        Assert.NotEqual(run, Begun());
        Assert.Equal(2, Status.Runs);
    }

    [Fact]
    public void A_stop_after_a_restart_is_a_stop()
    {
        var run = Start();
        _stream.Tell(new StreamProtocol.Restart(Door));
        _runs.ExpectMsg<DrainRun>();
        _stream.Tell(new StreamProtocol.Stop(Door));
        _runs.ExpectMsg<DrainRun>();
        End(run);
        Assert.Equal((StreamState.Stopped, 1), (Status.State, Status.Runs));
    }

    [Fact]
    public void A_restart_brings_a_stopped_stream_back()
    {
        var run = Start();
        _stream.Tell(new StreamProtocol.Stop(Door));
        _runs.ExpectMsg<DrainRun>();
        End(run);
        _stream.Tell(new StreamProtocol.Restart(Door));
        Open(Begun());
        Assert.Equal((StreamState.Running, false), (Status.State, Status.IsFinal));
    }

    [Fact]
    public void Closing_ends_the_stream_when_its_run_has_ended()
    {
        var run = Start();
        Watch(_stream);
        _stream.Tell(new Close(Door));
        _runs.ExpectMsg<DrainRun>();
        Settle(_stream);
        run.Tell(new ProbedRun.Say(new RunEnded(default, null)));
        ExpectTerminated(_stream);
        Assert.Equal(StreamState.Stopped, Status.State);
    }

    private StreamStatus Status => Board.Find(Door)!;

    private IActorRef Start(bool oneShot = false)
    {
        _runs = CreateTestProbe();
        var plan = Plan(Settings(Steady), "rtsp://camera.example/door", ActorRefs.Nobody, live: null, oneShot);
        var run = Props.Create(() => new ProbedRun(_runs.Ref));
        _stream = Sys.ActorOf(Props.Create(() => new StreamActor(plan, run)));
        return Begun();
    }

    private IActorRef Begun()
    {
        _runs.ExpectMsg<ProbedRun.Begun>();
        var run = _runs.LastSender;
        Settle(_stream);                                            // it knows the run
        return run;
    }

    private void Open(IActorRef run, TimeSpan? duration = null, bool isRecording = false)
    {
        run.Tell(new ProbedRun.Say(Opening(duration, isRecording)));
        Until(() => Status.State == StreamState.Running);
    }

    private static RunOpened Opening(TimeSpan? duration = null, bool isRecording = false) => new(default, new MediaFormat
    {
        HasPicture = false,
        HasSound = true,
        HasPreview = false,
        Width = 0,
        Height = 0,
        Duration = duration,
        Container = "rtsp",
        PictureSource = "",
        SoundSource = "aac 44100 Hz",
        Remark = "",
        IsRecording = isRecording,
    });

    private void End(IActorRef run) => Fail(run, null);

    private void Fail(IActorRef run) => Fail(run, Away);

    private void Fail(IActorRef run, Exception? cause)
    {
        run.Tell(new ProbedRun.Say(new RunEnded(default, cause)));
        Settle(run);
        Settle(_stream);
    }

    private void ExpectTerminated(IActorRef actor) => Assert.Equal(actor, ExpectMsg<Terminated>().ActorRef);
}
