namespace Akka.Actor;

public partial class ActorCell
{
    private ICancelable? _receiveTimeoutTask;

    public TimeSpan? ReceiveTimeout { get; private set; }

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A receive timeout must be positive.");
        ReceiveTimeout = timeout == Timeout.InfiniteTimeSpan ? null : timeout;
        CancelReceiveTimeout();
    }

    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (ReceiveTimeout is not { } timeout)
        {
            CancelReceiveTimeout();
            return;
        }
        if (HasMessages || (!reschedule && _receiveTimeoutTask is not null))
            return;
        CancelReceiveTimeout();
        _receiveTimeoutTask = SystemImpl.Scheduler.ScheduleTellOnceCancelable(timeout, Self, Akka.Actor.ReceiveTimeout.Instance, Self);
    }

    private void CancelReceiveTimeout()
    {
        _receiveTimeoutTask?.Cancel();
        _receiveTimeoutTask = null;
    }
}
