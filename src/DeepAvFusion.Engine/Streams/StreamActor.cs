using Akka.Actor;
using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Media.Sources;
using static DeepAvFusion.Engine.Streams.StreamProtocol;

namespace DeepAvFusion.Engine.Streams;

/// <summary>A configured stream, for as long as it is configured. It starts runs, one at a time, and decides what follows when one ends.</summary>
internal sealed class StreamActor : ReceiveActor, IWithTimers
{
    private const string Retry = "retry";

    private readonly StreamPlan _plan;
    private readonly RestartPolicy _policy;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef? _run;
    private MediaFormat? _format;
    private int _runs;
    private long _analysedBefore;
    private bool _stopping;
    private bool _closing;

    public StreamActor(StreamPlan plan)
    {
        _plan = plan;
        _policy = new RestartPolicy(plan.Restart, Random.Shared.NextDouble);
        Receive<StartRun>(_ => StartNow());
        Receive<RunOpened>(Opened, _ => IsOfCurrentRun);
        Receive<RunEnded>(ended => Ended(ended.Cause), _ => IsOfCurrentRun);
        Receive<Terminated>(gone => Ended(new InvalidOperationException("the run's actor stopped without a word")), gone => gone.ActorRef.Equals(_run));
        Receive<StreamProtocol.Stop>(_ => StopRun());
        Receive<Close>(_ =>
        {
            _closing = true;
            StopRun();
        });
        Receive<StreamProtocol.Restart>(_ => RestartNow());
        ReceiveAny(_ => { });                                                          // late news of an old run
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsOfCurrentRun => Sender.Equals(_run);

    protected override void PreStart() => Self.Tell(new StartRun());

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        Self.Tell(new RunEnded(default, cause), Sender);
        return Directive.Stop;
    });

    private void StartNow()
    {
        if (_run is not null || _stopping)
            return;
        _format = null;
        _analysedBefore = Analysed;
        _run = Context.Watch(Context.ActorOf(Props.Create(() => new StreamRunActor(_plan)), $"run-{++_runs}"));
        _plan.Board.Change(_plan.Stream, status => status with { Runs = _runs });
    }

    private void Opened(RunOpened opened)
    {
        _format = opened.Format;
        _plan.Board.Change(_plan.Stream, status => status with
        {
            HasPicture = opened.Format.HasPicture,
            HasSound = opened.Format.HasSound,
            Duration = opened.Format.Duration,
            IsLive = _plan.IsLive ?? status.IsLive,
        });
        _plan.Board.Enter(_plan.Stream, StreamState.Running, opened.Format.ToString());
        _log.Info("Stream {0}: {1}", _plan.Stream, opened.Format);
    }

    private void Ended(Exception? cause)
    {
        if (_run is { } run)
            Context.Unwatch(run);
        _run = null;
        if (Analysed > _analysedBefore)
            _policy.Worked();
        EngineMetrics.Runs.WithLabels(_plan.Stream.Value, cause is null ? "ended" : "failed").Inc();
        if (_stopping)
            Stopped();
        else if (cause is null && (_format is null || !_plan.Retries || _format.Duration is not null))
            _plan.Board.Enter(_plan.Stream, StreamState.Ended, "the media ended", isFinal: true);
        else
            Failed(cause is null ? "the source ended" : Line(cause), cause);
    }

    private void Failed(string line, Exception? cause)
    {
        var hopeless = !_plan.Retries || cause is SourceException { IsPermanent: true };
        var (wait, faulted) = _policy.Failed(_plan.Time.GetUtcNow());
        if (hopeless && !_plan.Retries)
        {
            _plan.Board.Enter(_plan.Stream, StreamState.Faulted, line, isFinal: true);
            return;
        }
        faulted |= hopeless;
        if (faulted)
            wait = _plan.Restart.FaultedRetry;
        var next = FormattableString.Invariant($"next try in {wait.TotalSeconds:0.0} s");
        _plan.Board.Enter(_plan.Stream, faulted ? StreamState.Faulted : StreamState.Reconnecting, $"{line} ({next})");
        _log.Warning("Stream {0}: {1} ({2})", _plan.Stream, line, next);
        Timers.StartSingleTimer(Retry, new StartRun(), wait);
    }

    private void StopRun()
    {
        _stopping = true;
        Timers.Cancel(Retry);
        if (_run is { } run)
            run.Tell(new DrainRun());
        else
            Stopped();
    }

    private void Stopped()
    {
        if (_plan.Board.Find(_plan.Stream) is { IsFinal: false })
            _plan.Board.Enter(_plan.Stream, StreamState.Stopped, "stopped", isFinal: true);
        if (_closing)
            Context.Stop(Self);
    }

    private void RestartNow()
    {
        _stopping = false;
        Timers.Cancel(Retry);
        StartNow();
    }

    private long Analysed => _plan.Board.Find(_plan.Stream)?.Analysed ?? 0;

    private static string Line(Exception cause) => cause is UserErrorException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
}
