using System.Diagnostics;

namespace Akka.Actor;

/// <summary>One piece of scheduled work and its timer; a repeated one keeps to its grid and never overlaps itself.</summary>
internal sealed class ScheduledWork(HashedWheelTimerScheduler owner, Action action, TimeSpan? interval) : IDisposable
{
    private Timer? _timer;
    private CancellationTokenRegistration _cancelation;
    private long _due;
    private int _disposed;

    public void Start(TimeSpan delay, ICancelable? cancelable)
    {
        _due = Stopwatch.GetTimestamp() + ToStopwatchTicks(delay);
        _timer = new Timer(static state => ((ScheduledWork)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (cancelable is not null)
            _cancelation = cancelable.Token.UnsafeRegister(static state => ((ScheduledWork)state!).Dispose(), this);
        Arm();
        if (Volatile.Read(ref _disposed) != 0)
            _cancelation.Unregister();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _timer?.Dispose();
        _cancelation.Unregister();
        owner.Forget(this);
    }

    private void Fire()
    {
        if (Volatile.Read(ref _disposed) != 0)
            return;
        if (Stopwatch.GetTimestamp() < _due)
        {
            Arm();
            return;
        }
        if (interval is null)
            Dispose();
        try
        {
            action();
        }
        catch (Exception cause)
        {
            owner.Report(cause, action.Method.Name);
        }
        if (interval is not { } step)
            return;
        _due = Math.Max(_due + ToStopwatchTicks(step), Stopwatch.GetTimestamp());
        Arm();
    }

    // the runtime's timers count whole milliseconds: rounding up never fires early
    private void Arm()
    {
        var left = Math.Max(0, _due - Stopwatch.GetTimestamp());
        var milliseconds = (long)Math.Ceiling(left * 1000.0 / Stopwatch.Frequency);
        try
        {
            _timer!.Change(Math.Min(milliseconds, uint.MaxValue - 1L), Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // called off meanwhile
        }
    }

    private static long ToStopwatchTicks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
