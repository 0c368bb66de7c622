using Akka.Actor;
using Akka.Event;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Inference.Teaching;
using static DeepAvFusion.Engine.Learning.TrainerProtocol;

namespace DeepAvFusion.Engine.Learning;

/// <summary>Brings what operators teach to the live streams, and takes it back where it does harm.</summary>
/// <remarks>
/// Opening → Waiting → Fitting → Shadow → Canary → Waiting. A candidate that does not hold goes back to Waiting from anywhere; commands of people are taken in all but Opening. Whoever is in
/// use is watched beside all of this. Weights are exchanged by the device itself, between two passes; what is decided here is only which.
/// </remarks>
internal sealed partial class TrainerActor : ReceiveActor, IWithTimers
{
    private const string Itself = "trainer";
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private readonly TrainerParts _parts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Judgements _judged = new();
    private readonly AgeSample _ages = new();
    private readonly CancellationTokenSource _stop = new();
    private ILearner _learner = null!;
    private TaughtWeights? _candidate;
    private VersionComparison? _shadow;
    private VersionWatch? _watch;
    private TaughtWeights? _before;
    private DateTimeOffset _watchedUntil;
    private int? _nothingIn;
    private HourlyRates _hours = new(null);
    private HashSet<StreamId> _canaries = [];
    private int _canaryEvents;

    public TrainerActor(TrainerParts parts)
    {
        _parts = parts;
        Become(Opening);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        var self = Self;
        _parts.Served.Withdrawn = (weights, why) => self.Tell(new Failed(weights, why));
        _parts.Open(_stop.Token).PipeTo(self, success: learner => new Opened(learner), failure: cause => new NotOpened(cause.Message));
    }

    protected override void PostStop()
    {
        _parts.Served.Withdrawn = null;
        _parts.Recall.Watch = null;
        _parts.Recall.Began = null;
        _hours.Keep();
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Opening()
    {
        Receive<Opened>(opened =>
        {
            _learner = opened.Learner;
            _parts.Recall.Watch = Watching(Self, _parts.Time);
            var self = Self;
            _parts.Recall.Began = (stream, label) => self.Tell(new Began(stream, label));
            _hours = new HourlyRates(_learner.Hours);
            Timers.StartPeriodicTimer("look", new Look(), FirstWait, _parts.Settings.LookEvery);
            Resume();
            if (_learner.Pending is not { } pending || Command(() => Try(_learner.Weights(pending)!)) is not Done)
                Rest();
        });
        Receive<NotOpened>(failed =>
        {
            _log.Error("Nothing can be taught: {0}", failed.Why);
            Show(TrainerPhase.Off, failed.Why);
        });
        ReceiveAny(message =>
        {
            if (message is FitNow or Promote or RollBack)
                Sender.Tell(new Refused(_parts.Board.Now.Detail));
        });
    }

    private void Waiting()
    {
        Receive<FitNow>(command =>
        {
            _log.Info("A fit is asked for by {0}", command.Who);
            Fit();
            Sender.Tell(new Done());
        });
        Receive<Look>(_ => Consider());
        Receive<Seen>(Serve);
        Always();
    }

    private void Fitting()
    {
        Receive<Fitted>(Fitted);
        Receive<Seen>(Serve);
        Always();
    }

    private void Shadow()
    {
        Receive<Seen>(seen =>
        {
            Serve(seen);
            Compare(seen);
        });
        Always();
    }

    private void Canary()
    {
        Receive<Seen>(seen =>
        {
            Serve(seen);
            Compare(seen);
        });
        Receive<Began>(began =>
        {
            Count(began);
            if (_canaries.Contains(began.Stream) && ++_canaryEvents == _parts.Settings.Canary.Events)
                Self.Tell(new CanaryOver());
        });
        Receive<CanaryOver>(_ => Command(() => Use(_candidate!, Itself, "it held on its canaries")));
        Always();
    }

    /// <summary>What is taken whatever is going on.</summary>
    private void Always()
    {
        Receive<Taught>(Note);
        Receive<Began>(Count);
        Receive<Failed>(failed => Failed(failed.Weights, failed.Why));
        Receive<Promote>(command => Sender.Tell(Command(() => Use(
            _learner.Weights(command.Version) ?? throw new UserErrorException("Version 0 is the model as it came: go back to it by rolling back."), command.Who, "by hand"))));
        Receive<RollBack>(command => Sender.Tell(Command(() => TakeBack(command.Version, RollbackTrigger.Operator, command.Who, "by hand"))));
        Receive<FitNow>(_ => Sender.Tell(new Refused($"A version is on its way: {_parts.Board.Now.Detail}.")));
        ReceiveAny(_ => { });                                                          // late news of what is over
    }

    /// <summary>The version in use before the program was stopped is used again, and watched on where its time was not over.</summary>
    private void Resume()
    {
        try
        {
            var weights = _learner.Weights(_learner.Current);
            _parts.Served.Serve(weights, null);
            if (weights is null || _learner.Since is not { } since || since + _parts.Settings.Watch.Time <= _parts.Time.GetUtcNow())
                return;
            _before = Former();
            _parts.Served.Serve(weights, _before);
            Watch(since);
        }
        catch (UserErrorException e)
        {
            _log.Error("The model is used as it came: {0}", e.Message);
            _parts.Board.Change(status => status with { LastFailure = e.Message });
        }
    }

    private void Consider()
    {
        _ = _hours.Pass(_parts.Time.GetUtcNow());
        if (_watch is not null && _parts.Time.GetUtcNow() >= _watchedUntil)
            _watch = null;
        if (_parts.Settings.ReturnAfter > TimeSpan.Zero && _learner.Since is { } since && _parts.Time.GetUtcNow() - since > _parts.Settings.ReturnAfter)
            Command(() => TakeBack(0, RollbackTrigger.Schedule, Itself, "its time is over (davf.learning.live.return-after)"));
        if (_learner.IsDue(out _) && _learner.Fresh != _nothingIn)
            Fit();
        else
            Rest();
    }

    private void Fit()
    {
        var (learner, time, limit) = (_learner, _parts.Time, CancellationTokenSource.CreateLinkedTokenSource(_stop.Token));
        limit.CancelAfter(_parts.Settings.FitPatience);
        var began = time.GetTimestamp();
        _parts.Apart(() => new Fitted(learner.Fit(limit.Token), null, time.GetElapsedTime(began)))
            .PipeTo(Self, failure: cause => new Fitted(null, cause is OperationCanceledException ? "it took longer than davf.learning.live.fit-patience" : cause.Message, time.GetElapsedTime(began)));
        Become(Fitting);
        Show(TrainerPhase.Fitting, "a candidate is fitted and judged");
    }

    private void Fitted(Fitted fit)
    {
        LearningMetrics.FitDuration.Observe(fit.Took.TotalSeconds);
        if (fit.Outcome?.Version is { } version)
        {
            foreach (var gate in version.Gates.Where(gate => !gate.Holds))
                LearningMetrics.GatesFailed.WithLabels(gate.Name).Inc();
            LearningMetrics.Fits.WithLabels(version.Passed ? "candidate" : "rejected").Inc();
            _log.Info("Version {0} was fitted in {1:0.0} s: {2}", version.Number, fit.Took.TotalSeconds, fit.Outcome.Text);
            _parts.Board.Change(status => status with { LastFailure = version.Passed ? null : fit.Outcome.Text });
            if (version.Passed && Command(() => Try(_learner.Weights(version.Number)!)) is Done)
                return;
        }
        else
        {
            LearningMetrics.Fits.WithLabels(fit.Failure is null ? "nothing" : "failed").Inc();
            _nothingIn = fit.Failure is null ? _learner.Fresh : null;                  // the same corrections again would come to the same
            if (fit.Failure is not null)
                _log.Error("A fit failed: {0}", fit.Failure);
            _parts.Board.Change(status => status with { LastFailure = fit.Failure ?? fit.Outcome!.Text });
        }
        Rest();
    }

    /// <summary>First unseen, beside what is in use.</summary>
    private void Try(TaughtWeights candidate)
    {
        _candidate = candidate;
        _shadow = new VersionComparison(_learner.Labels, _learner.Corrected, _parts.On);
        if (_parts.Settings.Shadow.Windows == 0)
        {
            TryOnCanaries();
            return;
        }
        Become(Shadow);
        ShowShadow();
    }

    private void Compare(Seen seen)
    {
        var after = _learner.Score(_candidate, seen.Features);
        if (Array.Exists(after, score => !float.IsFinite(score)))
        {
            Drop("its scores are no numbers");
            return;
        }
        _shadow!.Add(_learner.Score(_parts.Served.All, seen.Features), after);
        var settings = _parts.Settings.Shadow;
        if (_shadow.Windows < settings.Windows)
            ShowShadow();
        else if (_shadow.Disagreement > settings.Disagreement)
            Drop($"it tells other labels than before in {_shadow.Disagreement:P0} of the windows, where nobody asked for it");
        else if (_shadow.Farthest() is { } far && far.Factor > settings.Rate)
            Drop($"it tells '{far.Label}', which nobody corrected, in {far.After} windows instead of {far.Before}");
        else if (_parts.Board.Now.Phase == TrainerPhase.Shadow)
            TryOnCanaries();
    }

    private void TryOnCanaries()
    {
        var streams = _parts.Streams();
        var canaries = streams.Take((int)Math.Ceiling(_parts.Settings.Canary.Share * streams.Count)).ToList();
        if (_parts.Settings.Canary.Time == TimeSpan.Zero || canaries.Count == 0)
        {
            Use(_candidate!, Itself, _shadow!.Windows > 0 ? "it held in the shadow of the version in use" : "its gates held");
            return;
        }
        _parts.Served.Try(_candidate!, canaries);
        (_canaries, _canaryEvents) = (canaries.ToHashSet(), 0);
        Timers.StartSingleTimer("canary", new CanaryOver(), _parts.Settings.Canary.Time);
        Become(Canary);
        Show(TrainerPhase.Canary, $"version {_candidate!.Version} is used for {string.Join(", ", canaries)}", _candidate.Version, canaries: [.. canaries.Select(stream => stream.Value)]);
    }

    /// <summary>For all streams from now on.</summary>
    private void Use(TaughtWeights weights, string who, string reason)
    {
        _learner.Promote(weights.Version, who, reason);
        _before = _parts.Served.All;
        Watch(_parts.Time.GetUtcNow());
        _parts.Served.Serve(weights, _before);
        LearningMetrics.Promotions.Inc();
        _log.Info("Version {0} is used from now on: {1} ({2})", weights.Version, reason, who);
        Settle();
    }

    /// <summary>To a version that was in use before.</summary>
    private void TakeBack(int version, RollbackTrigger trigger, string who, string reason)
    {
        var from = _learner.Current;
        var weights = _learner.Weights(version);
        _learner.RollBack(version, who, reason);
        _parts.Served.Serve(weights, null);
        _watch = null;
        LearningMetrics.Rollbacks.WithLabels(SettingsReader.Dashed(trigger.ToString())).Inc();
        _log.Warning("Version {0} gives way to {1}: {2} ({3})", from, version, reason, who);
        Settle();
        Show(TrainerPhase.RolledBack, $"version {from} gave way to {(version == 0 ? "the model as it came" : $"version {version}")}: {reason}");
    }

    private void Drop(string why)
    {
        var version = _candidate!.Version;
        _parts.Served.Serve(_parts.Served.All, _before);
        _log.Warning("Version {0} is dropped: {1}", version, why);
        Command(() => _learner.Reject(version, why));
        LearningMetrics.GatesFailed.WithLabels("live").Inc();
        _parts.Board.Change(status => status with { LastFailure = $"version {version} was dropped: {why}" });
        Settle();
    }

    /// <summary>Nothing is on its way any more.</summary>
    private void Settle()
    {
        Timers.Cancel("canary");
        (_candidate, _shadow) = (null, null);
        Rest();
    }

    private void Rest()
    {
        Become(Waiting);
        var (version, phase) = (_learner.Current, _parts.Board.Now.Phase);
        _ = _learner.IsDue(out var why);
        if (_watch is not null)
            Show(TrainerPhase.Watching, $"version {version} is watched; {why}");
        else if (phase != TrainerPhase.RolledBack || _learner.Fresh > 0)
            Show(_learner.Fresh > 0 ? TrainerPhase.Collecting : TrainerPhase.Idle, why);
    }

    /// <summary>What is expected to fail is one line; what is not ends this actor, which is started again.</summary>
    private object Command(System.Action work)
    {
        try
        {
            work();
            return new Done();
        }
        catch (UserErrorException e)
        {
            _parts.Board.Change(status => status with { LastFailure = e.Message });
            return new Refused(e.Message);
        }
    }

    private void ShowShadow() => Show(
        TrainerPhase.Shadow, $"version {_candidate!.Version} scores live windows unseen: {_shadow!.Windows} of {_parts.Settings.Shadow.Windows}", _candidate.Version,
        _shadow.Windows / (double)_parts.Settings.Shadow.Windows);

    private void Show(TrainerPhase phase, string detail, int? candidate = null, double? progress = null, IReadOnlyList<string>? canaries = null) => _parts.Board.Change(status => status with
    {
        Phase = phase,
        Detail = detail,
        Version = _parts.Served.All?.Version ?? 0,
        Candidate = candidate,
        Progress = progress,
        Canaries = canaries ?? [],
    });

    private static Action<RecalledWindow> Watching(IActorRef trainer, TimeProvider time) => window =>
    {
        if (window.Traits.Features is { } features)
            trainer.Tell(new Seen(window.Facts.Stream, features, time.GetUtcNow() - window.Facts.CapturedAt));
    };
}
