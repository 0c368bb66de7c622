using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Alerts;
using static DeepAvFusion.Engine.Alerts.AlertProtocol;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>/user/analyzer/alerts: brings what streams tell to the rules, and what follows to the journal. It begins with the alerts that were open, as soon as the store can be read; until then it refuses.</summary>
internal sealed class AlertsActor : ReceiveActor, IWithTimers, IWithStash
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly AlertParts _parts;
    private readonly TimeProvider _time;
    private readonly AlertBook _book;
    private readonly RuleShelf _shelf;
    private readonly StreamLooks _looks;
    private readonly CancellationTokenSource _stop = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public AlertsActor(AnalyzerParts parts)
    {
        (_parts, _time) = (parts.Alerts!, parts.Time);
        _book = new AlertBook(_parts.Settings.Settle) { Muted = AlertMetrics.Mute };
        _shelf = new RuleShelf(_parts.Settings);
        _looks = new StreamLooks(parts.Board, parts.SinkBoard, _parts.Settings.StalledAfter);
        Receive<Loaded>(Begin);
        Receive<Akka.Actor.Status.Failure>(failure => Wait(failure.Cause));
        ReceiveAny(_ => Stash.Stash());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    /// <summary>Whatever it fails of, it is started again.</summary>
    public static Props KeptUp(AnalyzerParts parts) =>
        BackoffSupervisor.Props(Backoff.OnFailure(Props.Create(() => new AlertsActor(parts)), "book", TimeSpan.FromSeconds(1), LongestWait, 0.2, -1)
            .WithAutoReset(LongestWait).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart)));

    protected override void PreStart() => Load();

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Load()
    {
        LoadAsync(_stop.Token).PipeTo(Self);
        return;

        async Task<Loaded> LoadAsync(CancellationToken cancel) => new(
            await _parts.Kept.AllAsync(AlertSettingsTable.Rule, cancel).ConfigureAwait(false), await _parts.Kept.AllAsync(AlertSettingsTable.Silence, cancel).ConfigureAwait(false),
            await _parts.Journal.OpenAsync(cancel).ConfigureAwait(false));
    }

    /// <summary>The store cannot be read: nothing is known of the alerts that are open, and opening them again would tell people twice.</summary>
    private void Wait(Exception cause)
    {
        var line = cause is UserErrorException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
        _log.Error("Alerts wait for the store: {0}", line);
        Timers.StartSingleTimer("load", new TryAgain(), Again);
        Become(() =>
        {
            Receive<Loaded>(Begin);
            Receive<TryAgain>(_ => Load());
            Receive<Akka.Actor.Status.Failure>(_ => Timers.StartSingleTimer("load", new TryAgain(), Again));
            Receive<ICommand>(_ => Sender.Tell(new AnalyzerProtocol.Refused($"Alerts wait for the store: {line}")));
        });
        Stash.UnstashAll();
    }

    private void Begin(Loaded loaded)
    {
        _shelf.Load(loaded.Rules, loaded.Silences);
        _book.Load(loaded.Open, _time.GetUtcNow());
        Become(Ready);
        UseRules();
        Timers.StartPeriodicTimer("look", new Look(), Every);
        Stash.UnstashAll();
    }

    private void Ready()
    {
        Receive<Take>(take =>
        {
            var now = _time.GetUtcNow();
            if (_looks.One(take.Analysis.Stream, now) is { } look)
                _book.Take(take.Analysis, look, now);
            Keep(() => new Done());
        });
        Receive<Over>(over =>
        {
            _book.Over(over.Stream);
            Sender.Tell(new Done());
        });
        Receive<Look>(_ =>
        {
            var now = _time.GetUtcNow();
            _book.Look(_looks.All(now), now);
            Keep(null);
            AlertMetrics.Show(_book.Open);
        });
        Receive<Act>(act =>
        {
            var now = _time.GetUtcNow();
            var alert = act.What switch
            {
                AlertAct.Acknowledge => _book.Acknowledge(act.Id, act.Who, act.Words, now),
                AlertAct.Comment => _book.Comment(act.Id, act.Who, act.Words, now),
                _ => _book.Close(act.Id, act.Who, act.Words, now),
            };
            Keep(() => new Answer(alert));
        });
        Receive<Ask>(_ => Sender.Tell(new InUse(_shelf.Rules, _shelf.Silences)));
        Receive<PutRule>(put => Change(_parts.Kept.SaveAsync(AlertSettingsTable.Rule, put.Rule.Name!, JsonSerializer.Serialize(put.Rule, RuleShelf.Json), put.Who, _stop.Token), () => _shelf.Put(put.Rule, put.Who)));
        Receive<RemoveRule>(remove => Change(_parts.Kept.RemoveAsync(AlertSettingsTable.Rule, remove.Name, _stop.Token), () => _shelf.RemoveRule(remove.Name)));
        Receive<PutSilence>(put => Change(_parts.Kept.SaveAsync(AlertSettingsTable.Silence, put.Silence.Name!, JsonSerializer.Serialize(put.Silence, RuleShelf.Json), put.Who, _stop.Token), () => _shelf.Put(put.Silence, put.Who)));
        Receive<RemoveSilence>(remove => Change(_parts.Kept.RemoveAsync(AlertSettingsTable.Silence, remove.Name, _stop.Token), () => _shelf.RemoveSilence(remove.Name)));
        Receive<Changed>(changed =>
        {
            changed.Apply();
            UseRules();
            changed.Asker.Tell(new Done());
        });
        Receive<Failed>(failed => failed.Asker.Tell(new AnalyzerProtocol.Refused(failed.Why)));
        Receive<Unkept>(unkept => _log.Error("{0}", unkept.Why));
    }

    private void UseRules()
    {
        _book.Use([.. _shelf.Rules.Select(kept => kept.Rule)], [.. _shelf.Silences.Select(kept => kept.Silence)], _time.GetUtcNow());
        Keep(null);
    }

    /// <summary>What is to hold after a restart holds when it is in the store.</summary>
    private void Change(Task saved, Action apply)
    {
        var asker = Sender;
        saved.PipeTo(Self, success: () => new Changed(apply, asker), failure: cause => new Failed(cause.Message, asker));
    }

    /// <summary>What changed goes to the journal; who asked is answered when it is safe.</summary>
    private void Keep(Func<object>? answer)
    {
        var changed = _book.Changed();
        foreach (var alert in changed)
            AlertMetrics.Changed(alert.Notes[^1].Kind, alert.Severity);
        if (changed.Count == 0)
        {
            if (answer is not null)
                Sender.Tell(answer());
            return;
        }
        var kept = _parts.Journal.KeepAsync(changed);
        if (answer is not null)
            kept.PipeTo(Sender, success: () => answer(), failure: cause => new AnalyzerProtocol.Refused(cause.Message));
        else
            kept.PipeTo(Self, success: () => new Kept(), failure: cause => new Unkept(cause.Message));
    }

    private sealed record Loaded(IReadOnlyList<AlertSetting> Rules, IReadOnlyList<AlertSetting> Silences, IReadOnlyList<StoredAlert> Open) : IDeadLetterSuppression;

    private sealed record TryAgain : IDeadLetterSuppression;

    private sealed record Look : IDeadLetterSuppression;

    private sealed record Changed(Action Apply, IActorRef Asker) : IDeadLetterSuppression;

    private sealed record Failed(string Why, IActorRef Asker) : IDeadLetterSuppression;

    private sealed record Kept : IDeadLetterSuppression;

    private sealed record Unkept(string Why) : IDeadLetterSuppression;
}
