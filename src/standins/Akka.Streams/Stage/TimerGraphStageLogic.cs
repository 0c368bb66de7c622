using Akka.Actor;

namespace Akka.Streams.Stage;

/// <summary>A logic with timers, each known by a key.</summary>
public abstract class TimerGraphStageLogic : GraphStageLogic
{
    private readonly Dictionary<object, Timer> _timers = [];
    private Action<(object Key, Timer Timer)>? _fire;

    protected TimerGraphStageLogic(Shape shape) : base(shape)
    {
    }

    /// <summary>A timer has fired.</summary>
    protected abstract void OnTimer(object timerKey);

    protected override void AfterPostStop()
    {
        foreach (var timer in _timers.Values)
            timer.Task.Cancel();
        _timers.Clear();
        base.AfterPostStop();
    }

    /// <summary>Starts a timer in place of any with this key.</summary>
    protected void ScheduleOnce(object timerKey, TimeSpan delay)
    {
        var timer = Replace(timerKey, repeats: false);
        timer.Task = Materializer.ScheduleOnce(delay, () => _fire!((timerKey, timer)));
    }

    protected void ScheduleRepeatedly(object timerKey, TimeSpan initialDelay, TimeSpan interval)
    {
        var timer = Replace(timerKey, repeats: true);
        timer.Task = Materializer.ScheduleRepeatedly(initialDelay, interval, () => _fire!((timerKey, timer)));
    }

    protected void ScheduleRepeatedly(object timerKey, TimeSpan interval) => ScheduleRepeatedly(timerKey, interval, interval);

    protected void CancelTimer(object timerKey)
    {
        if (_timers.Remove(timerKey, out var timer))
            timer.Task.Cancel();
    }

    protected bool IsTimerActive(object timerKey) => _timers.ContainsKey(timerKey);

    private Timer Replace(object key, bool repeats)
    {
        CancelTimer(key);
        _fire ??= GetAsyncCallback<(object Key, Timer Timer)>(Fire);
        return _timers[key] = new Timer(repeats);
    }

    private void Fire((object Key, Timer Timer) fired)
    {
        if (!_timers.TryGetValue(fired.Key, out var timer) || !ReferenceEquals(timer, fired.Timer))
            return;
        if (!timer.Repeats)
            _timers.Remove(fired.Key);
        OnTimer(fired.Key);
    }

    private sealed class Timer(bool repeats)
    {
        public bool Repeats { get; } = repeats;

        public ICancelable Task { get; set; } = null!;
    }
}
