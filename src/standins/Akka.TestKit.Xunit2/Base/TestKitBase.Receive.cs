using System.Collections;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message; null when none comes in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryReceiveOneAsync(max, cancellationToken).ConfigureAwait(false);
        return success ? envelope.Message : null;
    }

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var taken = _queue.Take(WaitTime(max), cancellationToken);
        envelope = Seen(taken);
        return taken is not null;
    }

    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var taken = await _queue.TakeAsync(WaitTime(max), cancellationToken).ConfigureAwait(false);
        return (taken is not null, Seen(taken));
    }

    /// <summary>Looks at the next message and leaves it in the queue; null when none comes in time.</summary>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => Run(PeekOneAsync(max, cancellationToken));

    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(null, cancellationToken);

    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await _queue.PeekAsync(WaitTime(max), cancellationToken).ConfigureAwait(false))?.Message;

    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(null, cancellationToken);

    /// <summary>Takes that many messages, all within the time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Run(ListAsync(ReceiveNAsync(numberOfMessages, max, cancellationToken)));

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    public async IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var stop = Now + limit;
        for (var i = 0; i < numberOfMessages; i++)
        {
            var (success, envelope) = await TryReceiveOneAsync(Max(TimeSpan.Zero, stop - Now), cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(success, $"Timeout ({limit}) while expecting {numberOfMessages} messages. Only got {i} after {limit - (stop - Now)}.");
            yield return envelope.Message!;
        }
    }

    /// <summary>Takes messages while <paramref name="filter"/> gives a value for them; the first it gives null for stays in the queue.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        => ReceiveWhile(filter, max, null, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        => Run(ListAsync(ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken)));

    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default) =>
        Run(ListAsync(ReceiveWhileAsync(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken)));

    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var taken = ReceiveWhileAsync<object>(
            message => message is T typed ? shouldContinue(typed) ? typed : null! : shouldIgnoreOtherMessageTypes ? message : null!,
            max, idle, msgs, cancellationToken);
        await foreach (var message in taken.ConfigureAwait(false))
        {
            if (message is T typed)
                yield return typed;
        }
    }

    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        var last = _last;
        for (var count = 0; count < msgs; count++)
        {
            var wait = Min(Max(TimeSpan.Zero, stop - Now), idle ?? TimeSpan.MaxValue);
            var next = await _queue.PeekAsync(wait, cancellationToken).ConfigureAwait(false);
            if (next is null)
                break;
            var value = filter(next.Message!);
            if (value is null)
                break;
            last = (await _queue.TakeAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))!;
            yield return value;
        }
        _last = last;
        _lastWasNoMsg = true;
    }

    /// <summary>Takes messages until one fits; the others are dropped.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Run(FishForMessageAsync(isMessage, max, hint, cancellationToken));

    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Run(FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken));

    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, [], max, hint, cancellationToken);

    /// <param name="allMessages">Cleared, then filled with the messages that did not fit.</param>
    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        allMessages.Clear();
        var limit = RemainingOrDilated(max);
        var stop = Now + limit;
        while (true)
        {
            var (success, envelope) = await TryReceiveOneAsync(Max(TimeSpan.Zero, stop - Now), cancellationToken).ConfigureAwait(false);
            _assertions.AssertTrue(success, $"Timeout ({limit}) during fishForMessage, hint: {hint}");
            if (envelope.Message is T typed && isMessage(typed))
                return typed;
            allMessages.Add(envelope.Message);
        }
    }

    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await FishForMessageAsync<T>(static _ => true, max, "", cancellationToken).ConfigureAwait(false);

    /// <summary>Takes messages until none comes for the time, and gives them.</summary>
    public async Task<ArrayList> WaitForRadioSilenceAsync(TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var heard = new ArrayList();
        while (true)
        {
            var (success, envelope) = await TryReceiveOneAsync(RemainingOrDilated(max), cancellationToken).ConfigureAwait(false);
            if (!success)
                return heard;
            heard.Add(envelope.Message);
            if (heard.Count >= maxMessages)
                _assertions.Fail($"The maximum number of messages ({maxMessages}) was reached before radio silence.");
        }
    }

    private protected static T Run<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    private static async ValueTask<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items.ConfigureAwait(false))
            list.Add(item);
        return list;
    }

    private TimeSpan WaitTime(TimeSpan? max) => max is { } given ? given < TimeSpan.Zero && given != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : given : RemainingOrDefault;

    private MessageEnvelope Seen(MessageEnvelope? taken)
    {
        _lastWasNoMsg = false;
        return _last = taken ?? NullMessageEnvelope.Instance;
    }
}
