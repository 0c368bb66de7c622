using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>All rules, and the alerts that are not closed. Knows no actors, no files and no clock: whoever asks says when it is. Not thread-safe.</summary>
/// <param name="settle">Alerts of an earlier start are not cleared before so long: streams have to come up first.</param>
public sealed class AlertBook(TimeSpan settle)
{
    /// <summary>Who did what nobody did.</summary>
    public const string ByRule = "rule";

    // one that comes and goes for days is not to grow without end
    private const int MostNotes = 500;

    private readonly Dictionary<(string Rule, string Stream), RuleWatch> _watches = [];
    private readonly Dictionary<(string Rule, string Stream), StoredAlert> _open = [];
    private readonly Dictionary<(string Rule, string Stream), DateTimeOffset> _told = [];
    private readonly HashSet<(string Rule, string Stream)> _untold = [];                    // set again while it cooled down
    private readonly HashSet<(string Rule, string Stream)> _mustGo = [];                    // closed by somebody, before an earlier start ended, while it held
    private readonly Dictionary<string, StoredAlert> _changed = new(StringComparer.Ordinal);
    private IReadOnlyList<AlertRule> _rules = [];
    private IReadOnlyList<PlannedSilence> _silences = [];
    private DateTimeOffset _settled = DateTimeOffset.MinValue;

    /// <summary>Alerts that are not closed.</summary>
    public IReadOnlyCollection<StoredAlert> Open => _open.Values;

    /// <summary>How often nobody was told because of a planned silence or a cooldown.</summary>
    public Action<string>? Muted { get; set; }

    /// <summary>Alerts of an earlier start: those that are open go on, and what was told or closed lately is not told again.</summary>
    public void Load(IEnumerable<StoredAlert> alerts, DateTimeOffset now)
    {
        _settled = now + settle;
        foreach (var alert in alerts.OrderBy(alert => alert.OpenedAt))
        {
            var key = (alert.Rule, alert.Stream);
            _told[key] = At(alert.SetAt);
            if (!alert.IsClosed)
                _open[key] = alert;
            else if (alert.IsSet)
                _mustGo.Add(key);
        }
    }

    /// <summary>From now on these hold. Alerts of rules that are gone, or are for other streams now, are closed.</summary>
    public void Use(IReadOnlyList<AlertRule> rules, IReadOnlyList<PlannedSilence> silences, DateTimeOffset now)
    {
        (_rules, _silences) = (rules, silences);
        foreach (var (key, watch) in _watches.ToList())
        {
            if (!_rules.Any(rule => ReferenceEquals(rule, watch.Rule)))                     // one that was changed is another
                _watches.Remove(key);
        }
        foreach (var alert in _open.Values.Where(alert => !_rules.Any(rule => rule.Name == alert.Rule && rule.IsFor(alert.Stream))).ToList())
            Close(alert, now, ByRule, "its rule is no longer there for this stream");
    }

    /// <summary>Takes note of what a window told, and of what follows from it.</summary>
    public void Take(AvAnalysis analysis, StreamLook look, DateTimeOffset now)
    {
        foreach (var watch in WatchesOf(analysis.Stream.Value))
        {
            watch.Take(analysis);
            Judge(watch, look, now);
        }
    }

    /// <summary>A run of a stream is over, and whatever went on in it.</summary>
    public void Over(StreamId stream)
    {
        foreach (var watch in WatchesOf(stream.Value))
            watch.Over();
    }

    /// <summary>Looks how things stand; to be asked about once a second.</summary>
    /// <param name="looks">All streams that there are.</param>
    public void Look(IReadOnlyList<StreamLook> looks, DateTimeOffset now)
    {
        foreach (var look in looks)
        {
            foreach (var watch in WatchesOf(look.Stream))
                Judge(watch, look, now);
        }
        foreach (var (key, watch) in _watches.Where(pair => looks.All(look => look.Stream != pair.Key.Stream)).ToList())
        {
            Judge(watch, null, now);
            if (!_open.TryGetValue(key, out var left) || !left.IsSet)
                _watches.Remove(key);
        }
        foreach (var alert in _open.Values.ToList())
        {
            if (alert.IsSet && !_watches.ContainsKey((alert.Rule, alert.Stream)) && _rules.FirstOrDefault(rule => rule.Name == alert.Rule) is { } rule)
                _watches[(alert.Rule, alert.Stream)] = new RuleWatch(rule, alert.Stream);   // its stream is not there any more, or not yet
            Age(_open.GetValueOrDefault((alert.Rule, alert.Stream)), now);
        }
    }

    /// <returns>The alert as it is then; null when no alert of this name is open.</returns>
    public StoredAlert? Acknowledge(string id, string who, string words, DateTimeOffset now)
    {
        if (Find(id) is not { } alert || alert.State == StoredAlert.Acknowledged)
            return Find(id);
        alert = Note(alert with { State = StoredAlert.Acknowledged }, "acknowledged", who, words, now);
        return alert.IsSet ? alert : Close(alert, now, ByRule, "it was acknowledged after it had cleared");
    }

    /// <inheritdoc cref="Acknowledge"/>
    public StoredAlert? Comment(string id, string who, string words, DateTimeOffset now) => Find(id) is { } alert ? Note(alert, "commented", who, words, now) : null;

    /// <inheritdoc cref="Acknowledge"/>
    public StoredAlert? Close(string id, string who, string words, DateTimeOffset now)
    {
        if (Find(id) is not { } alert)
            return null;
        if (alert.IsSet && _watches.TryGetValue((alert.Rule, alert.Stream), out var watch))
            watch.MustGo = true;
        return Close(alert, now, who, words);
    }

    /// <summary>Alerts that changed since this was asked last, each as it is now.</summary>
    public IReadOnlyList<StoredAlert> Changed()
    {
        IReadOnlyList<StoredAlert> changed = [.. _changed.Values];
        _changed.Clear();
        return changed;
    }

    private List<RuleWatch> WatchesOf(string stream)
    {
        var watches = new List<RuleWatch>();
        foreach (var rule in _rules.Where(rule => rule.IsFor(stream)))
        {
            if (!_watches.TryGetValue((rule.Name, stream), out var watch))
                _watches[(rule.Name, stream)] = watch = new RuleWatch(rule, stream) { MustGo = _mustGo.Remove((rule.Name, stream)) };
            watches.Add(watch);
        }
        return watches;
    }

    private void Judge(RuleWatch watch, StreamLook? look, DateTimeOffset now)
    {
        var key = (watch.Rule.Name, watch.Stream);
        var alert = _open.GetValueOrDefault(key);
        switch (watch.Judge(look, now))
        {
            case true when alert?.IsSet != true && !watch.MustGo:
                Set(watch, alert, now);
                break;
            case false when now >= _settled:
                watch.MustGo = false;
                if (alert?.IsSet == true)
                    Clear(alert, now);
                break;
        }
    }

    private void Set(RuleWatch watch, StoredAlert? alert, DateTimeOffset now)
    {
        var key = (watch.Rule.Name, watch.Stream);
        if (_silences.Any(silence => silence.Covers(watch.Rule.Name, watch.Stream, now)))
        {
            Muted?.Invoke("silence");
            return;
        }
        var isCooling = _told.TryGetValue(key, out var told) && now - told < watch.Rule.Cooldown;
        var id = watch.Event is { } e ? new EventId(new StreamId(watch.Stream), e.Run, e.Number).ToString() : null;
        if (alert is not null)
        {
            alert = alert with { IsSet = true, Times = alert.Times + 1, SetAt = Milliseconds(now), ClearedAt = null, Event = id ?? alert.Event };
            if (!isCooling)
            {
                TellAgain(alert, now);
                return;
            }
            Muted?.Invoke("cooldown");
            _untold.Add(key);
            Change(alert);
            return;
        }
        if (isCooling)
        {
            Muted?.Invoke("cooldown");
            return;
        }
        _told[key] = now;
        Note(new StoredAlert
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{watch.Rule.Name}.{watch.Stream}.{Milliseconds(now)}"),
            Rule = watch.Rule.Name,
            Stream = watch.Stream,
            Title = watch.Rule.Title,
            Severity = Word(watch.Rule.Severity),
            State = StoredAlert.Open,
            IsSet = true,
            Times = 1,
            Event = id,
            OpenedAt = Milliseconds(now),
            SetAt = Milliseconds(now),
        }, "opened", ByRule, "", now);
    }

    private void TellAgain(StoredAlert alert, DateTimeOffset now)
    {
        _told[(alert.Rule, alert.Stream)] = now;
        _untold.Remove((alert.Rule, alert.Stream));
        if (alert.Notes.Count < MostNotes)
            Note(alert, "set-again", ByRule, "", now);
        else
            Change(alert);
    }

    private void Clear(StoredAlert alert, DateTimeOffset now)
    {
        alert = alert with { IsSet = false, ClearedAt = Milliseconds(now) };
        alert = _untold.Remove((alert.Rule, alert.Stream)) || alert.Notes.Count >= MostNotes ? Change(alert) : Note(alert, "cleared", ByRule, "", now);
        if (alert.State == StoredAlert.Acknowledged)
            Close(alert, now, ByRule, "it had been acknowledged");
    }

    /// <summary>What becomes of an alert because nobody does anything.</summary>
    private void Age(StoredAlert? alert, DateTimeOffset now)
    {
        if (alert is null || _rules.FirstOrDefault(rule => rule.Name == alert.Rule) is not { } rule)
            return;
        var key = (alert.Rule, alert.Stream);
        if (_untold.Contains(key) && now - _told[key] >= rule.Cooldown)
            TellAgain(alert, now);
        alert = _open[key];
        if (alert.State != StoredAlert.Open)
            return;
        if (alert is { IsSet: false, ClearedAt: { } cleared } && now - At(cleared) >= rule.CloseAfter)
        {
            Close(alert, now, ByRule, "it had cleared, and nobody acknowledged it");
            return;
        }
        var due = rule.Escalation.Where(step => now - At(alert.OpenedAt) >= step.After).Select(step => step.Severity).DefaultIfEmpty(AlertSeverity.Info).Max();
        if (alert.IsSet && due > Enum.Parse<AlertSeverity>(alert.Severity, ignoreCase: true))
            Note(alert with { Severity = Word(due) }, "escalated", ByRule, $"from {alert.Severity} to {Word(due)}: nobody acknowledged it", now);
    }

    private StoredAlert Close(StoredAlert alert, DateTimeOffset now, string who, string words) =>
        Note(alert with { State = StoredAlert.Closed, ClosedAt = Milliseconds(now) }, "closed", who, words, now);

    private StoredAlert Note(StoredAlert alert, string kind, string who, string words, DateTimeOffset now)
    {
        return Change(alert with { Notes = [.. alert.Notes, new AlertNote(alert.Notes.Count == 0 ? 1 : alert.Notes[^1].Number + 1, Milliseconds(now), kind, who, words)] });
    }

    private StoredAlert Change(StoredAlert alert)
    {
        if (alert.IsClosed)
        {
            _open.Remove((alert.Rule, alert.Stream));
            _untold.Remove((alert.Rule, alert.Stream));
        }
        else
            _open[(alert.Rule, alert.Stream)] = alert;
        _changed[alert.Id] = alert;
        return alert;
    }

    private StoredAlert? Find(string id) => _open.Values.FirstOrDefault(alert => alert.Id == id);

    private static string Word(AlertSeverity severity) => SettingsReader.Dashed(severity.ToString());

    private static long Milliseconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
