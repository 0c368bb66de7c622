using Reactive.Streams;

namespace Akka.Streams;

/// <summary>A subscription that can be told why it is cancelled.</summary>
public interface ISubscriptionWithCancelException : ISubscription
{
    void Cancel(Exception cause);
}
