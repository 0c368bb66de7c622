using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    public partial class ManualProbe<T>
    {
        public ManualProbe<T> ExpectEvent(ISubscriberEvent e, CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectMsg(e, cancellationToken: cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectNext(T element, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectMsg(new TestSubscriber.OnNext<T>(element), timeout, cancellationToken: cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectNext(params T[] elems) => ExpectNextN(elems);

        public ManualProbe<T> ExpectNext(TimeSpan? timeout, params T[] elems) => ExpectNextN(elems, timeout);

        public ManualProbe<T> ExpectNextUnordered(params T[] elems) => ExpectNextUnorderedN(elems);

        public ManualProbe<T> ExpectNextUnordered(TimeSpan? timeout, params T[] elems) => ExpectNextUnorderedN(elems, timeout);

        public ManualProbe<T> ExpectNextN(IEnumerable<T> all, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            foreach (var element in all)
                ExpectNext(element, timeout, cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectNextUnorderedN(IEnumerable<T> all, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            var missing = all.ToList();
            while (missing.Count > 0)
                TestProbe.ExpectMsg<TestSubscriber.OnNext<T>>(m => missing.Remove(m.Element), timeout, cancellationToken: cancellationToken);
            return this;
        }

        /// <summary>Expects one element, one of a set.</summary>
        public ManualProbe<T> ExpectNextWithinSet(ICollection<T> elems, CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectMsg<TestSubscriber.OnNext<T>>(m => elems.Remove(m.Element), cancellationToken: cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectComplete(CancellationToken cancellationToken = default) => ExpectComplete(null, cancellationToken);

        public ManualProbe<T> ExpectComplete(TimeSpan? timeout, CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectMsg<TestSubscriber.OnComplete>(timeout, cancellationToken: cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectSubscriptionAndComplete(CancellationToken cancellationToken = default) =>
            ExpectSubscriptionAndComplete(true, cancellationToken);

        public ManualProbe<T> ExpectSubscriptionAndComplete(bool signalDemand, CancellationToken cancellationToken = default)
        {
            var subscription = ExpectSubscription(cancellationToken);
            if (signalDemand)
                subscription.Request(1);
            return ExpectComplete(cancellationToken);
        }

        /// <summary>The next element or the failure.</summary>
        public object ExpectNextOrError(CancellationToken cancellationToken = default) =>
            ContentOf(TestProbe.ExpectMsg<ISubscriberEvent>(m => m is TestSubscriber.OnNext<T> or TestSubscriber.OnError, cancellationToken: cancellationToken));

        public ManualProbe<T> ExpectNextOrError(T element, Exception cause, CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectMsg<ISubscriberEvent>(
                m => m is TestSubscriber.OnNext<T> next ? next.Equals(new TestSubscriber.OnNext<T>(element)) : m is TestSubscriber.OnError error && error.Cause.Equals(cause),
                cancellationToken: cancellationToken);
            return this;
        }

        /// <summary>The next element or the end.</summary>
        public object ExpectNextOrComplete(CancellationToken cancellationToken = default) =>
            ContentOf(TestProbe.ExpectMsg<ISubscriberEvent>(m => m is TestSubscriber.OnNext<T> or TestSubscriber.OnComplete, cancellationToken: cancellationToken));

        public ManualProbe<T> ExpectNextOrComplete(T element, CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectMsg<ISubscriberEvent>(
                m => m is TestSubscriber.OnComplete || (m is TestSubscriber.OnNext<T> next && next.Equals(new TestSubscriber.OnNext<T>(element))), cancellationToken: cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectNoMsg(cancellationToken);
            return this;
        }

        public ManualProbe<T> ExpectNoMsg(TimeSpan remaining, CancellationToken cancellationToken = default)
        {
            TestProbe.ExpectNoMsg(remaining, cancellationToken);
            return this;
        }

        public TOther ExpectNext<TOther>(Predicate<TOther> predicate, CancellationToken cancellationToken = default) =>
            (TOther)(object)TestProbe.ExpectMsg<TestSubscriber.OnNext<T>>(
                m => m.Element is TOther other && predicate(other), cancellationToken: cancellationToken).Element!;

        public ManualProbe<T> MatchNext<TOther>(Predicate<TOther> predicate, CancellationToken cancellationToken = default)
        {
            ExpectNext(predicate, cancellationToken);
            return this;
        }

        public TOther Within<TOther>(TimeSpan max, Func<TOther> execute, CancellationToken cancellationToken = default) =>
            TestProbe.Within(max, execute, cancellationToken: cancellationToken);

        public Task<TOther> WithinAsync<TOther>(TimeSpan max, Func<Task<TOther>> execute, CancellationToken cancellationToken = default) =>
            TestProbe.WithinAsync(max, execute, cancellationToken: cancellationToken);

        /// <summary>Asks for everything and gives all elements up to the end.</summary>
        public IList<T> ToStrict(TimeSpan atMost, CancellationToken cancellationToken = default)
        {
            var elements = new List<T>();
            var deadline = TestKitBase.Now + atMost;
            if (!IsSubscribed)
                ExpectSubscription(cancellationToken);
            Subscription.Request(long.MaxValue);
            while (true)
            {
                switch (ExpectEvent(deadline - TestKitBase.Now, cancellationToken))
                {
                    case TestSubscriber.OnNext<T> next:
                        elements.Add(next.Element);
                        break;
                    case TestSubscriber.OnComplete:
                        return elements;
                    case TestSubscriber.OnError error:
                        throw new ArgumentException($"ToStrict received OnError({error.Cause.Message}) while draining stream.", error.Cause);
                }
            }
        }

        private static object ContentOf(ISubscriberEvent signal) => signal switch
        {
            TestSubscriber.OnNext<T> next => next.Element!,
            TestSubscriber.OnError error => error.Cause,
            _ => signal,
        };
    }
}
