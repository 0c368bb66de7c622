using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Publishers driven by a test.</summary>
public static partial class TestPublisher
{
    public static ManualProbe<T> CreateManualPublisherProbe<T>(this TestKitBase testKit, bool autoOnSubscribe = true) => new(testKit, autoOnSubscribe);

    public static Probe<T> CreatePublisherProbe<T>(this TestKitBase testKit, long initialPendingRequests = 0) => new(testKit, initialPendingRequests);

    /// <summary>What a publisher hears.</summary>
    public interface IPublisherEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>Somebody has subscribed.</summary>
    public struct Subscribe : IPublisherEvent
    {
        public readonly ISubscription Subscription;

        public Subscribe(ISubscription subscription) => Subscription = subscription;
    }

    /// <summary>The subscriber has cancelled.</summary>
    public struct CancelSubscription : IPublisherEvent
    {
        public readonly ISubscription Subscription;

        public CancelSubscription(ISubscription subscription) => Subscription = subscription;
    }

    /// <summary>The subscriber asks for elements.</summary>
    public struct RequestMore : IPublisherEvent
    {
        public readonly ISubscription Subscription;
        public readonly long NrOfElements;

        public RequestMore(ISubscription subscription, long nrOfElements)
        {
            Subscription = subscription;
            NrOfElements = nrOfElements;
        }
    }
}
