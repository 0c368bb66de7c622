using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A clock that stands still until the test moves it. One move runs each due item once, oldest first; a repeated one is due again an interval after the move.</summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Item, (DateTimeOffset Due, long Order)> _items = new();
    private DateTimeOffset _now = DateTimeOffset.UtcNow;
    private long _order;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _ = schedulerConfig;
        _ = log;
    }

    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    public TimeSpan MonotonicClock => TimeSpan.FromTicks(Now.Ticks);

    public TimeSpan HighResMonotonicClock => TimeSpan.FromTicks(Now.Ticks);

    /// <summary>Moves the clock and runs what has become due, on this thread.</summary>
    public void Advance(TimeSpan offset)
    {
        List<Item> due = [];
        lock (_gate)
        {
            _now += offset;
            while (_items.TryPeek(out var next, out var key) && key.Due <= _now)
            {
                _items.Dequeue();
                due.Add(next);
            }
        }
        foreach (var item in due)
        {
            if (item.Cancelable is { IsCancellationRequested: true })
                continue;
            item.Run();
            if (item.Interval is { } interval)
                Add(interval, item);
        }
    }

    public void AdvanceTo(DateTimeOffset when)
    {
        var now = Now;
        if (when < now)
            throw new InvalidOperationException($"You can't reverse time: {when} is before {now}.");
        Advance(when - now);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Add(delay, new Item(() => receiver.Tell(message, sender), null, cancelable));

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Add(initialDelay, new Item(() => receiver.Tell(message, sender), interval, cancelable));

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, new Item(action, null, cancelable));

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action.Run, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) => ScheduleOnce(delay, action.Run, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, new Item(action, interval, cancelable));

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => ScheduleRepeatedly(initialDelay, interval, action.Run, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, Item item)
    {
        lock (_gate)
            _items.Enqueue(item, (_now + delay, _order++));
    }

    private sealed record Item(Action Run, TimeSpan? Interval, ICancelable? Cancelable);
}
