using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Subscriptions that tests see.</summary>
public class StreamTestKit
{
    /// <summary>A subscription that tells a test probe of demand and cancellation.</summary>
    public sealed class PublisherProbeSubscription<T> : ISubscription
    {
        public PublisherProbeSubscription(ISubscriber<T> subscriber, TestProbe publisherProbe)
        {
            Subscriber = subscriber;
            PublisherProbe = publisherProbe;
        }

        public ISubscriber<T> Subscriber { get; }

        public TestProbe PublisherProbe { get; }

        public void Request(long n) => PublisherProbe.Ref.Tell(new TestPublisher.RequestMore(this, n), Actor.ActorRefs.NoSender);

        public void Cancel() => PublisherProbe.Ref.Tell(new TestPublisher.CancelSubscription(this), Actor.ActorRefs.NoSender);

        public void ExpectRequest(long n, CancellationToken cancellationToken = default) => PublisherProbe.ExpectMsg<TestPublisher.RequestMore>(
            m => m.NrOfElements == n && ReferenceEquals(m.Subscription, this), cancellationToken: cancellationToken);

        public async Task ExpectRequestAsync(long n, CancellationToken cancellationToken = default) =>
            await PublisherProbe.ExpectMsgAsync<TestPublisher.RequestMore>(
                m => m.NrOfElements == n && ReferenceEquals(m.Subscription, this), cancellationToken: cancellationToken).ConfigureAwait(false);

        public long ExpectRequest(CancellationToken cancellationToken = default) => PublisherProbe.ExpectMsg<TestPublisher.RequestMore>(
            m => ReferenceEquals(m.Subscription, this), cancellationToken: cancellationToken).NrOfElements;

        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default) =>
            (await PublisherProbe.ExpectMsgAsync<TestPublisher.RequestMore>(
                m => ReferenceEquals(m.Subscription, this), cancellationToken: cancellationToken).ConfigureAwait(false)).NrOfElements;

        /// <summary>Waits for cancellation; demand that comes before is passed over.</summary>
        public void ExpectCancellation(CancellationToken cancellationToken = default) =>
            PublisherProbe.FishForMessage(IsCancellation, hint: "Expecting cancellation", cancellationToken: cancellationToken);

        public async Task ExpectCancellationAsync(CancellationToken cancellationToken = default) => await PublisherProbe
            .FishForMessageAsync(IsCancellation, hint: "Expecting cancellation", cancellationToken: cancellationToken).ConfigureAwait(false);

        public void SendNext(T element) => Subscriber.OnNext(element);

        public void SendComplete() => Subscriber.OnComplete();

        public void SendError(Exception cause) => Subscriber.OnError(cause);

        public void SendOnSubscribe() => Subscriber.OnSubscribe(this);

        private bool IsCancellation(object message) =>
            message is TestPublisher.CancelSubscription cancel && ReferenceEquals(cancel.Subscription, this);
    }
}
