using Akka.Actor;

namespace Akka.Pattern;

internal enum BackoffTrigger
{
    OnFailure,
    OnStop,
}

internal sealed class BackoffSettings : BackoffOptions
{
    public BackoffSettings(BackoffTrigger trigger, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        if (minBackoff <= TimeSpan.Zero)
            throw new ArgumentException("minBackoff must be greater than 0", nameof(minBackoff));
        if (maxBackoff < minBackoff)
            throw new ArgumentException("maxBackoff must be greater than minBackoff", nameof(maxBackoff));
        if (randomFactor is < 0 or > 1)
            throw new ArgumentException("randomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        Trigger = trigger;
        ChildProps = childProps;
        ChildName = childName;
        MinBackoff = minBackoff;
        MaxBackoff = maxBackoff;
        RandomFactor = randomFactor;
        AutoReset = minBackoff;
    }

    public BackoffTrigger Trigger { get; }

    public Props ChildProps { get; }

    public string ChildName { get; }

    public TimeSpan MinBackoff { get; }

    public TimeSpan MaxBackoff { get; }

    public double RandomFactor { get; }

    /// <summary>Null: only by hand.</summary>
    public TimeSpan? AutoReset { get; private set; }

    public OneForOneStrategy Strategy { get; private set; } = new(SupervisorStrategy.DefaultDecider);

    public object? ReplyWhileStopped { get; private set; }

    public Func<object, bool>? IsFinalStopMessage { get; private set; }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff)
    {
        if (resetBackoff < MinBackoff || resetBackoff > MaxBackoff)
            throw new ArgumentException("The reset time must lie between minBackoff and maxBackoff.", nameof(resetBackoff));
        return Copy(copy => copy.AutoReset = resetBackoff);
    }

    public override BackoffOptions WithManualReset() => Copy(copy => copy.AutoReset = null);

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => Copy(copy => copy.Strategy = supervisorStrategy);

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        Copy(copy => copy.Strategy = new OneForOneStrategy(Strategy.MaxNumberOfRetries, Strategy.WithinTimeRangeMilliseconds, static _ => Directive.Stop));

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        Copy(copy => copy.Strategy = Strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => Copy(copy => copy.ReplyWhileStopped = replyWhileStopped);

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) =>
        Copy(copy => copy.IsFinalStopMessage = isFinalStopMessage);

    /// <summary>The delay before start number <paramref name="restartCount"/> after the first.</summary>
    public TimeSpan DelayFor(int restartCount)
    {
        var jitter = 1 + Random.Shared.NextDouble() * RandomFactor;
        var milliseconds = Math.Min(MaxBackoff.TotalMilliseconds, MinBackoff.TotalMilliseconds * Math.Pow(2, restartCount)) * jitter;
        return milliseconds >= TimeSpan.MaxValue.TotalMilliseconds ? MaxBackoff : TimeSpan.FromMilliseconds(milliseconds);
    }

    private BackoffSettings Copy(Action<BackoffSettings> change)
    {
        var copy = (BackoffSettings)MemberwiseClone();
        change(copy);
        return copy;
    }
}
