using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects the next message to be a <typeparamref name="T"/>.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgAsync<T>(duration, hint, cancellationToken));

    /// <summary>Expects the next message to equal <paramref name="message"/>.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgAsync(message, timeout, hint, cancellationToken));

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgAsync(isMessage, timeout, hint, cancellationToken));

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgAsync(assert, timeout, hint, cancellationToken));

    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgAsync(isMessageAndSender, timeout, hint, cancellationToken));

    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgAsync(assertMessageAndSender, timeout, hint, cancellationToken));

    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgAsync(expected, comparer, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => _assertions.AssertEqual(message, actual, About(hint)), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => Accept(isMessage(actual), actual, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => assert(actual), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, sender) => Accept(isMessageAndSender(actual, sender), actual, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, assertMessageAndSender, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => _assertions.AssertEqual(expected, actual, comparer, About(hint)), cancellationToken);

    /// <summary>Expects the next message to come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgFromAsync<T>(sender, duration, hint, cancellationToken));

    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgFromAsync(sender, message, timeout, hint, cancellationToken));

    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgFromAsync(sender, isMessage, timeout, hint, cancellationToken));

    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectMsgFromAsync(sender, assertMessage, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, from) =>
        {
            FromExpected(sender, from, hint);
            assertMessage(actual);
        }, cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, (_, actual) => FromExpected(sender, actual, hint), cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, from) =>
        {
            _assertions.AssertEqual(message, actual, About(hint));
            FromExpected(sender, from, hint);
        }, cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, from) =>
        {
            Accept(isMessage(actual), actual, hint);
            FromExpected(sender, from, hint);
        }, cancellationToken);

    /// <summary>Expects the watched actor's <see cref="Terminated"/> as the next message.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Run(ExpectTerminatedAsync(target, timeout, hint, cancellationToken));

    public ValueTask<Terminated> ExpectTerminatedAsync(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<Terminated>(timeout, hint ?? $"Terminated {target}", (actual, _) => _assertions.AssertEqual(target, actual.ActorRef, About(hint)), cancellationToken);

    /// <summary>Expects no message for the time.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNoMsg(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) => ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) => NoMessage(_queue.Take(Dilated(duration), cancellationToken));

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => ExpectNoMsgAsync(RemainingOrDefault, cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        NoMessage(await _queue.TakeAsync(Dilated(duration), cancellationToken).ConfigureAwait(false));

    private async ValueTask<T> Expect<T>(TimeSpan? timeout, string? hint, Action<T, IActorRef>? check, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        var (success, envelope) = await TryReceiveOneAsync(limit, cancellationToken).ConfigureAwait(false);
        if (!success)
            _assertions.Fail($"Failed: Timeout {limit} while waiting for a message of type {typeof(T)} {About(hint)}");
        if (envelope.Message is not T typed)
        {
            _assertions.Fail(
                $"Failed: Expected a message of type {typeof(T)}, but received {{{envelope.Message}}} (type {envelope.Message?.GetType()}) instead from {envelope.Sender} {About(hint)}");
            throw new InvalidOperationException("Unreachable: Fail throws.");
        }
        check?.Invoke(typed, envelope.Sender);
        return typed;
    }

    private void NoMessage(MessageEnvelope? taken)
    {
        if (taken is not null)
            _assertions.Fail($"Failed: Expected no messages, instead we received {taken}");
        _lastWasNoMsg = true;
    }

    private void Accept<T>(bool accepted, T actual, string? hint) =>
        _assertions.AssertTrue(accepted, $"Got a message of the expected type <{typeof(T)}>. Also expected the predicate to return true but the message {{{actual}}} {About(hint)} was rejected.");

    private void FromExpected(IActorRef expected, IActorRef actual, string? hint) =>
        _assertions.AssertTrue(expected.Equals(actual), $"Expected the sender {expected}, but it was {actual} {About(hint)}");

    private static string About(string? hint) => string.IsNullOrEmpty(hint) ? "" : $"(hint: {hint})";
}
