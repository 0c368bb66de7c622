using Akka.Actor;

namespace Akka.TestKit;

internal sealed class EventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<LogEventFilter> filters) : IEventFilterApplier
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public EventFilterFactory And => new(testkit, system, filters);

    private TimeSpan Usual => testkit.Dilated(TestKitExtension.For(system).TestEventFilterLeeway);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, Usual, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, Usual, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Expect(1, timeout, func, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => ExpectAsync(1, Usual, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => ExpectAsync(1, Usual, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) => Expect(expectedCount, Usual, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, timeout, Valued(action), cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) => Expect(expectedCount, Usual, func, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default)
    {
        var within = testkit.Dilated(timeout);
        using var counter = new Counter(system, filters);
        var result = func();
        var reached = testkit.AwaitConditionNoThrow(() => counter.IsReached(expectedCount), within, Interval, cancellationToken);
        Judge(counter, reached, expectedCount, within);
        return result;
    }

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, Usual, actionAsync, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, timeout, Valued(action), cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, Usual, func, cancellationToken);

    public async Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default)
    {
        var within = testkit.Dilated(timeout);
        using var counter = new Counter(system, filters);
        var result = await func().ConfigureAwait(false);
        var reached = await testkit.AwaitConditionNoThrowAsync(() => counter.IsReached(expectedCount), within, Interval, cancellationToken).ConfigureAwait(false);
        Judge(counter, reached, expectedCount, within);
        return result;
    }

    public IUnmutableFilter Mute() => new Counter(system, filters);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Mute(Valued(action), cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default)
    {
        using var muted = new Counter(system, filters);
        return func();
    }

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => MuteAsync(Valued(action), cancellationToken);

    public async Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default)
    {
        using var muted = new Counter(system, filters);
        return await func().ConfigureAwait(false);
    }

    private static Func<bool> Valued(Action action) => () =>
    {
        action();
        return true;
    };

    private static Func<Task<bool>> Valued(Func<Task> action) => async () =>
    {
        await action().ConfigureAwait(false);
        return true;
    };

    private void Judge(Counter counter, bool reached, int expected, TimeSpan within)
    {
        var count = counter.Count;
        var what = string.Join(" or ", filters.Select(filter => $"[{filter}]"));
        if (count > expected)
            testkit.InternalAssertions.Fail($"Received {count - expected} {Messages(count - expected)} too many. Expected {expected} {Messages(expected)} but received {count} that matched filter {what}");
        if (expected > 0 && !reached)
            testkit.InternalAssertions.Fail($"Timeout ({within}) while waiting for messages. Only received {count}/{expected} messages that matched filter {what}");
    }

    private static string Messages(int count) => count == 1 ? "message" : "messages";

    /// <summary>The filters at work, from creation to disposal.</summary>
    private sealed class Counter : IUnmutableFilter
    {
        private readonly ActorSystem _system;
        private readonly IReadOnlyList<LogEventFilter> _filters;
        private int _count;
        private int _unmuted;

        public Counter(ActorSystem system, IReadOnlyList<LogEventFilter> filters)
        {
            _system = system;
            _filters = filters;
            foreach (var filter in filters)
                filter.Matched += CountOne;
            system.EventStream.Publish(new Mute(filters));
        }

        public int Count => Volatile.Read(ref _count);

        // expecting none means waiting the whole time for one
        public bool IsReached(int expected) => expected == 0 ? Count > 0 : Count >= expected;

        public void Unmute()
        {
            if (Interlocked.Exchange(ref _unmuted, 1) != 0)
                return;
            foreach (var filter in _filters)
                filter.Matched -= CountOne;
            _system.EventStream.Publish(new Unmute(_filters));
        }

        public void Dispose() => Unmute();

        private void CountOne() => Interlocked.Increment(ref _count);
    }
}
