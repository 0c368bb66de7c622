using Akka.Actor;
using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Media.Sources;
using static DeepAvFusion.Engine.Streams.StreamProtocol;

namespace DeepAvFusion.Engine.Streams;

/// <summary>A configured stream, for as long as it is configured. It starts runs, one at a time, and decides what follows when one ends.</summary>
internal sealed class StreamActor : ReceiveActor, IWithTimers
{
    private const string Retry = "retry";

    private readonly StreamPlan _plan;
    private readonly Props _newRun;
    private readonly RestartPolicy _policy;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HashSet<string> _remarks = [];
    private readonly List<string> _said = [];
    private readonly SortedDictionary<SourcePart, string> _away = [];
    private IActorRef? _run;
    private MediaFormat? _format;
    private int _runs;
    private long _analysedBefore;
    private bool _stopping;
    private bool _closing;
    private bool _restarting;

    /// <param name="runs">What one run is.</param>
    public StreamActor(StreamPlan plan, Props runs)
    {
        _plan = plan;
        _newRun = runs;
        _policy = new RestartPolicy(plan.Restart, Random.Shared.NextDouble);
        Receive<StartRun>(_ => StartNow());
        Receive<RunOpened>(Opened, _ => IsOfCurrentRun);
        Receive<RunFailing>(Failing, _ => IsOfCurrentRun && _format is not null);
        Receive<SourceRemark>(Remark, _ => IsOfCurrentRun);
        Receive<SideChanged>(SideChanged, _ => IsOfCurrentRun && _format is not null);
        Receive<RunEnded>(ended => Ended(ended.Cause, ended.Shortfall, ended.OpenAnew), _ => IsOfCurrentRun);
        Receive<Terminated>(gone => Ended(shortfall: null, openAnew: null, cause: new InvalidOperationException("the run's actor stopped without a word")), gone => gone.ActorRef.Equals(_run));
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
        _said.Clear();
        _away.Clear();
        _analysedBefore = Analysed;
        _run = Context.Watch(Context.ActorOf(_newRun, $"run-{++_runs}"));
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

    private void Ended(Exception? cause, string? shortfall, string? openAnew)
    {
        if (_run is { } run)
            Context.Unwatch(run);
        _run = null;
        EngineMetrics.Runs.WithLabels(_plan.Stream.Value, cause is null ? "ended" : "failed").Inc();
        if (_stopping)
            Stopped();
        else if (_restarting)
            RestartNow();
        else if (cause is null && openAnew is not null)
        {
            _log.Info("Stream {0} is opened anew: {1}", _plan.Stream, openAnew);
            StartNow();
        }
        else if (cause is null && (_format is null || !_plan.Retries || _format.IsRecording || _format.Duration is not null))
            _plan.Board.Enter(_plan.Stream, shortfall is null ? StreamState.Ended : StreamState.BrokeOff, shortfall ?? "the media ended", isFinal: true);
        else
            Failed(cause is null ? shortfall ?? "the source ended" : Line(cause), cause);
    }

    private void Failed(string line, Exception? cause)
    {
        if (!_plan.Retries)
        {
            var isMissingTheRest = _format is not null && cause is SourceException { Failure: SourceFailure.Interrupted or SourceFailure.Stalled };
            _plan.Board.Enter(_plan.Stream, isMissingTheRest ? StreamState.BrokeOff : StreamState.Faulted, line, isFinal: true);
            return;
        }
        var (wait, faulted) = _policy.Ended(_plan.Time.GetUtcNow(), hadResults: Analysed > _analysedBefore, isPermanent: cause is SourceException { IsPermanent: true });
        var next = FormattableString.Invariant($"next try in {wait.TotalSeconds:0.0} s");
        _plan.Board.Enter(_plan.Stream, faulted ? StreamState.Faulted : StreamState.Reconnecting, $"{line} ({next})");
        _log.Warning("Stream {0}: {1} ({2})", _plan.Stream, line, next);
        Timers.StartSingleTimer(Retry, new StartRun(), wait);
    }

    private void StopRun()
    {
        (_stopping, _restarting) = (true, false);
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

    /// <summary>A run that is under way is let out first.</summary>
    private void RestartNow()
    {
        (_stopping, _restarting) = (false, _run is not null);
        Timers.Cancel(Retry);
        if (_run is { } run)
            run.Tell(new DrainRun());
        else
            StartNow();
    }

    private void Remark(SourceRemark remark)
    {
        _said.Add(remark.Text);
        _plan.Board.Change(_plan.Stream, status => status with { Detail = $"{status.Detail}; {remark.Text}" });
        if (_remarks.Add(remark.Text))
            _log.Warning("Stream {0}: {1}", _plan.Stream, remark.Text);
    }

    /// <summary>The source runs, but what it gives cannot be analysed; or it can again.</summary>
    private void Failing(RunFailing failing)
    {
        var (state, detail) = failing.Cause is { } cause
            ? (StreamState.Faulted, $"its windows cannot be analysed: {cause}")
            : (StreamState.Running, Described());
        _plan.Board.Enter(_plan.Stream, state, detail);
        _log.Warning("Stream {0}: {1}", _plan.Stream, detail);
    }

    /// <summary>A side of a pair went away or came back; the other goes on.</summary>
    private void SideChanged(SideChanged news)
    {
        _format = news.Format;
        var before = _away.GetValueOrDefault(news.Side);
        if (news.Away is null)
            _away.Remove(news.Side);
        else
            _away[news.Side] = news.Away;
        _plan.Board.ShowSide(_plan.Stream, news.Side, news.Away);
        _plan.Board.Change(_plan.Stream, status => status.State == StreamState.Running ? status with { Detail = Described() } : status);
        var side = SettingsReader.Dashed(news.Side.ToString());
        if (news.Away is not null && news.Away != before)
            _log.Warning("Stream {0}: its {1} is away: {2}", _plan.Stream, side, news.Away);
        else if (news.Away is null && before is not null)
            _log.Info("Stream {0}: its {1} is back: {2}", _plan.Stream, side, news.Format);
    }

    /// <summary>What is read, what is away, and what is to be known.</summary>
    private string Described() => string.Join("; ", [_format!.ToString(), .. _away.Select(away => $"its {SettingsReader.Dashed(away.Key.ToString())} is away: {away.Value}"), .. _said]);

    private long Analysed => _plan.Board.Find(_plan.Stream)?.Analysed ?? 0;

    private static string Line(Exception cause) => cause is UserErrorException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
}
