using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    /// <summary>A subscriber whose every signal the test sees and whose demand is the test's doing.</summary>
    public partial class ManualProbe<T> : ISubscriber<T>
    {
        internal readonly TestProbe TestProbe;
        private volatile ISubscription? _subscription;

        internal ManualProbe(TestKitBase testKit) => TestProbe = testKit.CreateTestProbe();

        /// <summary>The subscription, once it was expected.</summary>
        public ISubscription Subscription
        {
            get => _subscription ?? throw new InvalidOperationException("Not subscribed yet: call ExpectSubscription first.");
            protected set => _subscription = value;
        }

        protected bool IsSubscribed => _subscription is not null;

        public void OnSubscribe(ISubscription subscription) => Tell(new TestSubscriber.OnSubscribe(subscription));

        public void OnError(Exception cause) => Tell(new TestSubscriber.OnError(cause));

        public void OnComplete() => Tell(TestSubscriber.OnComplete.Instance);

        public void OnNext(T element) => Tell(new TestSubscriber.OnNext<T>(element));

        public ISubscription ExpectSubscription(CancellationToken cancellationToken = default) =>
            Subscription = TestProbe.ExpectMsg<TestSubscriber.OnSubscribe>(cancellationToken: cancellationToken).Subscription;

        public async Task<ISubscription> ExpectSubscriptionAsync(CancellationToken cancellationToken = default) =>
            Subscription = (await TestProbe.ExpectMsgAsync<TestSubscriber.OnSubscribe>(cancellationToken: cancellationToken).ConfigureAwait(false)).Subscription;

        public ISubscriberEvent ExpectEvent(CancellationToken cancellationToken = default) =>
            TestProbe.ExpectMsg<ISubscriberEvent>(cancellationToken: cancellationToken);

        public ISubscriberEvent ExpectEvent(TimeSpan max, CancellationToken cancellationToken = default) =>
            TestProbe.ExpectMsg<ISubscriberEvent>(max, cancellationToken: cancellationToken);

        public async Task<ISubscriberEvent> ExpectEventAsync(CancellationToken cancellationToken = default) =>
            await TestProbe.ExpectMsgAsync<ISubscriberEvent>(cancellationToken: cancellationToken).ConfigureAwait(false);

        public T ExpectNext(CancellationToken cancellationToken = default) => ExpectNext((TimeSpan?)null, cancellationToken);

        public T ExpectNext(TimeSpan? timeout, CancellationToken cancellationToken = default) =>
            TestProbe.ExpectMsg<TestSubscriber.OnNext<T>>(timeout, cancellationToken: cancellationToken).Element;

        public Task<T> ExpectNextAsync(CancellationToken cancellationToken = default) => ExpectNextAsync((TimeSpan?)null, cancellationToken);

        public async Task<T> ExpectNextAsync(TimeSpan? timeout, CancellationToken cancellationToken = default) =>
            (await TestProbe.ExpectMsgAsync<TestSubscriber.OnNext<T>>(timeout, cancellationToken: cancellationToken).ConfigureAwait(false)).Element;

        public async Task ExpectNextAsync(T element, CancellationToken cancellationToken = default) =>
            await TestProbe.ExpectMsgAsync(new TestSubscriber.OnNext<T>(element), cancellationToken: cancellationToken).ConfigureAwait(false);

        public async Task ExpectNextAsync(T element, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            await TestProbe.ExpectMsgAsync(new TestSubscriber.OnNext<T>(element), timeout, cancellationToken: cancellationToken).ConfigureAwait(false);

        public IEnumerable<T> ExpectNextN(long n, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            var elements = new List<T>();
            for (var i = 0L; i < n; i++)
                elements.Add(ExpectNext(timeout, cancellationToken));
            return elements;
        }

        public async IAsyncEnumerable<T> ExpectNextNAsync(
            long n,
            TimeSpan? timeout = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (var i = 0L; i < n; i++)
                yield return await ExpectNextAsync(timeout, cancellationToken).ConfigureAwait(false);
        }

        public async Task ExpectNextNAsync(IEnumerable<T> all, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            foreach (var element in all)
                await TestProbe.ExpectMsgAsync(new TestSubscriber.OnNext<T>(element), timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        public Exception ExpectError(CancellationToken cancellationToken = default) =>
            TestProbe.ExpectMsg<TestSubscriber.OnError>(cancellationToken: cancellationToken).Cause;

        public async Task<Exception> ExpectErrorAsync(CancellationToken cancellationToken = default) =>
            (await TestProbe.ExpectMsgAsync<TestSubscriber.OnError>(cancellationToken: cancellationToken).ConfigureAwait(false)).Cause;

        public Exception ExpectSubscriptionAndError(CancellationToken cancellationToken = default) => ExpectSubscriptionAndError(true, cancellationToken);

        /// <param name="signalDemand">Whether to ask for an element first.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        public Exception ExpectSubscriptionAndError(bool signalDemand, CancellationToken cancellationToken = default)
        {
            var subscription = ExpectSubscription(cancellationToken);
            if (signalDemand)
                subscription.Request(1);
            return ExpectError(cancellationToken);
        }

        public Task<Exception> ExpectSubscriptionAndErrorAsync(CancellationToken cancellationToken = default) =>
            ExpectSubscriptionAndErrorAsync(true, cancellationToken);

        public async Task<Exception> ExpectSubscriptionAndErrorAsync(bool signalDemand, CancellationToken cancellationToken = default)
        {
            var subscription = await ExpectSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            if (signalDemand)
                subscription.Request(1);
            return await ExpectErrorAsync(cancellationToken).ConfigureAwait(false);
        }

        public async Task ExpectSubscriptionAndCompleteAsync(bool signalDemand = true, CancellationToken cancellationToken = default)
        {
            var subscription = await ExpectSubscriptionAsync(cancellationToken).ConfigureAwait(false);
            if (signalDemand)
                subscription.Request(1);
            await ExpectCompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        public async Task ExpectCompleteAsync(CancellationToken cancellationToken = default) =>
            await TestProbe.ExpectMsgAsync<TestSubscriber.OnComplete>(cancellationToken: cancellationToken).ConfigureAwait(false);

        public async Task ExpectNoMsgAsync(TimeSpan remaining, CancellationToken cancellationToken = default) =>
            await TestProbe.ExpectNoMsgAsync(remaining, cancellationToken).ConfigureAwait(false);

        private void Tell(object signal) => TestProbe.Ref.Tell(signal, Actor.ActorRefs.NoSender);
    }
}
