namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The duration times <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration == Timeout.InfiniteTimeSpan ? duration : duration * TestKitSettings.TestTimeFactor;

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => RemainingOrDilated(timeout);

    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
            return RemainingOrDefault;
        if (given == Timeout.InfiniteTimeSpan)
            return given;
        ArgumentOutOfRangeException.ThrowIfLessThan(given, TimeSpan.Zero, nameof(duration));
        var dilated = Dilated(given);
        return _end is { } end ? Min(dilated, Max(TimeSpan.Zero, end - Now)) : dilated;
    }

    /// <summary>Runs the function, which must be done within the time; expectations in it share that time.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(min, max, () =>
        {
            action();
            return true;
        }, hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var frame = Enter(min, max);
        try
        {
            var result = function();
            Check(frame, hint, epsilonValue);
            return result;
        }
        finally
        {
            _end = frame.Outer;
        }
    }

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, async () =>
        {
            await actionAsync().ConfigureAwait(false);
            return true;
        }, hint, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var frame = Enter(min, max);
        try
        {
            var result = await function().ConfigureAwait(false);
            Check(frame, hint, epsilonValue);
            return result;
        }
        finally
        {
            _end = frame.Outer;
        }
    }

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? Max(TimeSpan.Zero, end - Now) : duration;

    private WithinFrame Enter(TimeSpan min, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, TimeSpan.Zero);
        var start = Now;
        var limit = Dilated(max);
        if (_end is { } outer)
        {
            var left = outer - start;
            _assertions.AssertTrue(left >= min, $"Required min time {min} not possible, only {left} left.");
            limit = Min(limit, left);
        }
        var frame = new WithinFrame(start, min, limit, _end);
        _lastWasNoMsg = false;
        _end = start + limit;
        return frame;
    }

    private void Check(WithinFrame frame, string? hint, TimeSpan? epsilon)
    {
        var took = Now - frame.Start;
        var about = hint is null ? "" : $" ({hint})";
        _assertions.AssertTrue(took >= frame.Min, $"Failed: Block took {took}, should have at least been {frame.Min}{about}");
        // an ExpectNoMsg uses its time up, so it cannot be late
        if (!_lastWasNoMsg)
            _assertions.AssertTrue(took <= frame.Max + (epsilon ?? TimeSpan.Zero), $"Failed: Block took {took}, exceeding {frame.Max}{about}");
    }

    private sealed record WithinFrame(TimeSpan Start, TimeSpan Min, TimeSpan Max, TimeSpan? Outer);
}
