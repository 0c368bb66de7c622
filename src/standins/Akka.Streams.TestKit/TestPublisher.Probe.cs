using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestPublisher
{
    /// <summary>A publisher that sends only what was asked for: it waits for demand.</summary>
    public class Probe<T> : ManualProbe<T>
    {
        private readonly long _initialPendingRequests;

        internal Probe(TestKitBase system, long initialPendingRequests) : base(system) =>
            Pending = _initialPendingRequests = initialPendingRequests;

        /// <summary>Demand that is known and not used up.</summary>
        public long Pending { get; private set; }

        public void EnsureSubscription(CancellationToken cancellationToken = default)
        {
            if (!IsSubscribed)
                ExpectSubscription(cancellationToken);
        }

        public async Task EnsureSubscriptionAsync(CancellationToken cancellationToken = default)
        {
            if (!IsSubscribed)
                await ExpectSubscriptionAsync(cancellationToken).ConfigureAwait(false);
        }

        public Probe<T> SendNext(T element, CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            if (Pending == 0)
                Pending = Subscription.ExpectRequest(cancellationToken);
            Pending--;
            Subscription.SendNext(element);
            return this;
        }

        public async Task SendNextAsync(T element, CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            if (Pending == 0)
                Pending = await Subscription.ExpectRequestAsync(cancellationToken).ConfigureAwait(false);
            Pending--;
            Subscription.SendNext(element);
        }

        /// <summary>Sends without regard to demand.</summary>
        public Probe<T> UnsafeSendNext(T element, CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Subscription.SendNext(element);
            return this;
        }

        public async Task UnsafeSendNextAsync(T element, CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            Subscription.SendNext(element);
        }

        public Probe<T> SendComplete(CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Subscription.SendComplete();
            return this;
        }

        public async Task SendCompleteAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            Subscription.SendComplete();
        }

        public Probe<T> SendError(Exception e, CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Subscription.SendError(e);
            return this;
        }

        public async Task SendErrorAsync(Exception e, CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            Subscription.SendError(e);
        }

        public long ExpectRequest(CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            var requests = Subscription.ExpectRequest(cancellationToken);
            Pending += requests;
            return requests;
        }

        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            var requests = await Subscription.ExpectRequestAsync(cancellationToken).ConfigureAwait(false);
            Pending += requests;
            return requests;
        }

        public Probe<T> ExpectCancellation(CancellationToken cancellationToken = default)
        {
            EnsureSubscription(cancellationToken);
            Subscription.ExpectCancellation(cancellationToken);
            return this;
        }

        public async Task ExpectCancellationAsync(CancellationToken cancellationToken = default)
        {
            await EnsureSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            await Subscription.ExpectCancellationAsync(cancellationToken).ConfigureAwait(false);
        }

        public override string ToString() => $"TestPublisher.Probe(pending: {Pending}, initially {_initialPendingRequests})";
    }
}
