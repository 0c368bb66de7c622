using Akka.Actor;

namespace Akka.Pattern;

public static class FutureTimeoutSupport
{
    /// <summary>Runs the function after the duration and gives what it gives.</summary>
    public static Task<T> After<T>(TimeSpan duration, IScheduler scheduler, Func<Task<T>> value)
    {
        if (duration == TimeSpan.Zero)
            return value();
        var later = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Advanced.ScheduleOnce(duration, () =>
        {
            try
            {
                later.TrySetResult(value());
            }
            catch (Exception cause)
            {
                later.TrySetException(cause);
            }
        });
        return later.Task.Unwrap();
    }
}
