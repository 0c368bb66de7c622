using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

public static partial class TestPublisher
{
    /// <summary>A publisher whose every signal is the test's doing.</summary>
    public class ManualProbe<T> : IPublisher<T>
    {
        private volatile StreamTestKit.PublisherProbeSubscription<T>? _subscription;

        internal ManualProbe(TestKitBase system, bool autoOnSubscribe = true)
        {
            Probe = system.CreateTestProbe();
            AutoOnSubscribe = autoOnSubscribe;
        }

        public TestProbe Probe { get; }

        public bool AutoOnSubscribe { get; }

        public IPublisher<T> Publisher => this;

        /// <summary>The subscription, once it was expected.</summary>
        public StreamTestKit.PublisherProbeSubscription<T> Subscription
        {
            get => _subscription ?? throw new InvalidOperationException("Nobody has subscribed yet: call ExpectSubscription first.");
            protected set => _subscription = value;
        }

        protected bool IsSubscribed => _subscription is not null;

        public void Subscribe(ISubscriber<T> subscriber)
        {
            var subscription = new StreamTestKit.PublisherProbeSubscription<T>(subscriber, Probe);
            Probe.Ref.Tell(new Subscribe(subscription), Actor.ActorRefs.NoSender);
            if (AutoOnSubscribe)
                subscriber.OnSubscribe(subscription);
        }

        public StreamTestKit.PublisherProbeSubscription<T> ExpectSubscription(CancellationToken cancellationToken = default) =>
            Subscription = (StreamTestKit.PublisherProbeSubscription<T>)Probe.ExpectMsg<Subscribe>(cancellationToken: cancellationToken).Subscription;

        public async Task<StreamTestKit.PublisherProbeSubscription<T>> ExpectSubscriptionAsync(CancellationToken cancellationToken = default)
        {
            var subscribe = await Probe.ExpectMsgAsync<Subscribe>(cancellationToken: cancellationToken).ConfigureAwait(false);
            return Subscription = (StreamTestKit.PublisherProbeSubscription<T>)subscribe.Subscription;
        }

        public ManualProbe<T> ExpectRequest(ISubscription subscription, int nrOfElements, CancellationToken cancellationToken = default)
        {
            Probe.ExpectMsg<RequestMore>(
                m => m.NrOfElements == nrOfElements && ReferenceEquals(m.Subscription, subscription), cancellationToken: cancellationToken);
            return this;
        }

        public async Task ExpectRequestAsync(ISubscription subscription, int nrOfElements, CancellationToken cancellationToken = default) =>
            await Probe.ExpectMsgAsync<RequestMore>(
                m => m.NrOfElements == nrOfElements && ReferenceEquals(m.Subscription, subscription), cancellationToken: cancellationToken)
                .ConfigureAwait(false);

        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            Probe.ExpectNoMsg(cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default)
        {
            Probe.ExpectNoMsg(duration, cancellationToken);
            return this;
        }

        public async Task ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
            await Probe.ExpectNoMsgAsync(cancellationToken).ConfigureAwait(false);

        public async Task ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
            await Probe.ExpectNoMsgAsync(duration, cancellationToken).ConfigureAwait(false);

        public IPublisherEvent ExpectEvent(CancellationToken cancellationToken = default) =>
            Probe.ExpectMsg<IPublisherEvent>(cancellationToken: cancellationToken);

        public async Task<IPublisherEvent> ExpectEventAsync(CancellationToken cancellationToken = default) =>
            await Probe.ExpectMsgAsync<IPublisherEvent>(cancellationToken: cancellationToken).ConfigureAwait(false);

        public TOther Within<TOther>(TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            Probe.Within(max, execute, cancellationToken: cancellationToken);

        public Task<TOther> WithinAsync<TOther>(TimeSpan max, Func<Task<TOther>> execute, CancellationToken cancellationToken = default) =>
            Probe.WithinAsync(max, execute, cancellationToken: cancellationToken);
    }
}
