namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the condition holds.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        if (!Poll(conditionIsFulfilled, limit, interval, cancellationToken))
            _assertions.Fail($"Timeout {limit} expired while waiting for condition. {message}");
    }

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        if (!await AwaitConditionNoThrowAsync(conditionIsFulfilled, limit, interval, cancellationToken).ConfigureAwait(false))
            _assertions.Fail($"Timeout {limit} expired while waiting for condition. {message}");
    }

    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Poll(conditionIsFulfilled, max, interval, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, cancellationToken);

    public async Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + max;
        while (!await conditionIsFulfilled().ConfigureAwait(false))
        {
            var left = stop - Now;
            if (left <= TimeSpan.Zero)
                return false;
            await Task.Delay(Min(left, interval ?? UsualInterval), cancellationToken).ConfigureAwait(false);
        }
        return true;
    }

    /// <summary>Runs the assertion again and again until it no longer throws; throws what it last threw when the time is over.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception)
            {
                if (Now >= stop)
                    throw;
            }
            Pause(Min(Max(TimeSpan.Zero, stop - Now), interval ?? UsualInterval), cancellationToken);
        }
    }

    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(() =>
        {
            assertion();
            return Task.CompletedTask;
        }, duration, interval, cancellationToken);

    public async Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            try
            {
                await assertion().ConfigureAwait(false);
                return;
            }
            catch (Exception)
            {
                if (Now >= stop)
                    throw;
            }
            await Task.Delay(Min(Max(TimeSpan.Zero, stop - Now), interval ?? UsualInterval), cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool Poll(Func<bool> condition, TimeSpan max, TimeSpan? interval, CancellationToken token)
    {
        var stop = Now + max;
        while (!condition())
        {
            var left = stop - Now;
            if (left <= TimeSpan.Zero)
                return false;
            Pause(Min(left, interval ?? UsualInterval), token);
        }
        return true;
    }

    private static void Pause(TimeSpan time, CancellationToken token)
    {
        token.WaitHandle.WaitOne(time);
        token.ThrowIfCancellationRequested();
    }
}
