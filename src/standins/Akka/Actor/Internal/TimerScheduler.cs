namespace Akka.Actor.Internal;

/// <summary>The timers of one actor instance. A tick carries its generation, so one that was cancelled or replaced is never handled.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, (long Generation, ICancelable Task, bool Repeats)> _timers = [];
    private long _generation;

    public IReadOnlyCollection<object> ActiveTimers => [.. _timers.Keys];

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => StartSingleTimer(key, msg, timeout, cell.Self);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender)
    {
        var tick = Replace(key, msg);
        var task = cell.System.Scheduler.ScheduleTellOnceCancelable(timeout, cell.Self, tick, sender);
        _timers[key] = (tick.Generation, task, false);
    }

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender)
    {
        var tick = Replace(key, msg);
        var task = cell.System.Scheduler.ScheduleTellRepeatedlyCancelable(initialDelay, interval, cell.Self, tick, sender);
        _timers[key] = (tick.Generation, task, true);
    }

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
            timer.Task.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
            timer.Task.Cancel();
        _timers.Clear();
    }

    /// <summary>Whether the tick belongs to a timer that still runs.</summary>
    public bool TryTake(Tick tick)
    {
        if (tick.Owner != this || !_timers.TryGetValue(tick.Key, out var timer) || timer.Generation != tick.Generation)
            return false;
        if (!timer.Repeats)
            _timers.Remove(tick.Key);
        return true;
    }

    private Tick Replace(object key, object msg)
    {
        Cancel(key);
        return new Tick(this, key, ++_generation, msg);
    }

    internal sealed record Tick(TimerScheduler Owner, object Key, long Generation, object Message) : INoSerializationVerificationNeeded, Event.IDeadLetterSuppression;
}
