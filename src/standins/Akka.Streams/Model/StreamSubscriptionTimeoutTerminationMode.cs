namespace Akka.Streams;

/// <summary>What happens to a substream nobody runs in time.</summary>
public enum StreamSubscriptionTimeoutTerminationMode
{
    NoopTermination,
    WarnTermination,
    CancelTermination,
}
