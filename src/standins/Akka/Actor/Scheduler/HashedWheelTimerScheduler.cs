using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The default scheduler. It keeps the configured name and runs on the timers of .NET.</summary>
public sealed class HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : SchedulerBase(scheduler, log), IDisposable
{
    private readonly ConcurrentDictionary<ScheduledWork, byte> _pending = new();
    private volatile bool _stopped;

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(0);

    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(0);

    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;

    /// <summary>Drops all work that is still to come.</summary>
    public void Dispose()
    {
        _stopped = true;
        foreach (var work in _pending.Keys)
            work.Dispose();
    }

    internal void Forget(ScheduledWork work) => _pending.TryRemove(work, out _);

    internal void Report(Exception cause, string what)
    {
        if (!_stopped)
            Log.Error(cause, "Error while executing scheduled task {0}", what);
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Start(delay, null, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Start(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Start(delay, null, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Start(initialDelay, interval, action, cancelable);

    private void Start(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true })
            return;
        if (_stopped)
            throw new SchedulerException("cannot enqueue after timer shutdown");
        var work = new ScheduledWork(this, action, interval);
        _pending[work] = 0;
        work.Start(delay, cancelable);
        if (_stopped)
            work.Dispose();
    }
}
