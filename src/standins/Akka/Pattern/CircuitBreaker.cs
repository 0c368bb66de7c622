using System.Diagnostics;
using Akka.Actor;

namespace Akka.Pattern;

/// <summary>
/// Stops calling what keeps failing. Closed: calls pass, <c>maxFailures</c> failures in a row open it. Open: calls fail at once, for the reset
/// timeout. Half-open: one call passes and decides.
/// </summary>
public class CircuitBreaker
{
    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    private readonly Lock _gate = new();
    private readonly List<Action> _onOpen = [];
    private readonly List<Action> _onHalfOpen = [];
    private readonly List<Action> _onClose = [];
    private State _state = State.Closed;
    private long _failures;
    private bool _trialTaken;
    private TimeSpan _currentReset;
    private long _openedAt;

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, TimeSpan.FromDays(36500), 1.0) { }

    public CircuitBreaker(
        IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor)
        : this(scheduler, maxFailures, callTimeout, resetTimeout, maxResetTimeout, exponentialBackoffFactor, 0.0) { }

    /// <param name="callTimeout">A call that takes longer is a failure.</param>
    /// <param name="exponentialBackoffFactor">What the reset timeout is multiplied by each time the trial call fails.</param>
    public CircuitBreaker(
        IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout, TimeSpan maxResetTimeout, double exponentialBackoffFactor,
        double randomFactor)
    {
        if (exponentialBackoffFactor < 1.0)
            throw new ArgumentException("factor must be >= 1.0", nameof(exponentialBackoffFactor));
        if (randomFactor is < 0.0 or > 1.0)
            throw new ArgumentException("randomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
        MaxResetTimeout = maxResetTimeout;
        ExponentialBackoffFactor = exponentialBackoffFactor;
        RandomFactor = randomFactor;
        _currentReset = resetTimeout;
    }

    public IScheduler Scheduler { get; }

    public int MaxFailures { get; }

    public TimeSpan CallTimeout { get; }

    public TimeSpan ResetTimeout { get; }

    public TimeSpan MaxResetTimeout { get; }

    public double ExponentialBackoffFactor { get; }

    public double RandomFactor { get; }

    public Exception? LastCaughtException { get; private set; }

    public long CurrentFailureCount => Interlocked.Read(ref _failures);

    public bool IsClosed => In(State.Closed);

    public bool IsOpen => In(State.Open);

    public bool IsHalfOpen => In(State.HalfOpen);

    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    public CircuitBreaker WithExponentialBackoff(TimeSpan maxResetTimeout) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, maxResetTimeout, 2.0, RandomFactor);

    public CircuitBreaker WithRandomFactor(double randomFactor) =>
        new(Scheduler, MaxFailures, CallTimeout, ResetTimeout, MaxResetTimeout, ExponentialBackoffFactor, randomFactor);

    public CircuitBreaker OnOpen(Action callback) => Add(_onOpen, callback);

    public CircuitBreaker OnHalfOpen(Action callback) => Add(_onHalfOpen, callback);

    public CircuitBreaker OnClose(Action callback) => Add(_onClose, callback);

    /// <exception cref="OpenCircuitException">The breaker is open.</exception>
    /// <exception cref="TimeoutException">The call took longer than the call timeout.</exception>
    public async Task<T> WithCircuitBreaker<T>(Func<Task<T>> body)
    {
        Admit();
        try
        {
            var result = await Limited(body).ConfigureAwait(false);
            Succeeded();
            return result;
        }
        catch (Exception cause)
        {
            Failed(cause);
            throw;
        }
    }

    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body) => WithCircuitBreaker(() => body(state));

    public Task WithCircuitBreaker(Func<Task> body) => WithCircuitBreaker(async () =>
    {
        await body().ConfigureAwait(false);
        return true;
    });

    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) => WithCircuitBreaker(() => body(state));

    public void WithSyncCircuitBreaker(Action body) => WithSyncCircuitBreaker(() =>
    {
        body();
        return true;
    });

    public T WithSyncCircuitBreaker<T>(Func<T> body) => WithCircuitBreaker(() => Task.Run(body)).GetAwaiter().GetResult();

    /// <summary>Reports a success of a call made by other means.</summary>
    public void Succeed() => Succeeded();

    /// <summary>Reports a failure of a call made by other means.</summary>
    public void Fail() => Failed(new UserCalledFailException());

    private async Task<T> Limited<T>(Func<Task<T>> body)
    {
        var call = body();
        if (CallTimeout <= TimeSpan.Zero)
            return await call.ConfigureAwait(false);
        try
        {
            return await call.WaitAsync(CallTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            throw new TimeoutException($"Execution did not complete within the time allotted {CallTimeout.TotalMilliseconds} ms");
        }
    }

    private bool In(State state)
    {
        lock (_gate)
            return _state == state;
    }

    private CircuitBreaker Add(List<Action> callbacks, Action callback)
    {
        lock (_gate)
            callbacks.Add(callback);
        return this;
    }

    private void Admit()
    {
        lock (_gate)
        {
            switch (_state)
            {
                case State.Closed:
                    return;
                case State.HalfOpen when !_trialTaken:
                    _trialTaken = true;
                    return;
                case State.HalfOpen:
                    throw new OpenCircuitException(LastCaughtException);
                default:
                    var left = _currentReset - Stopwatch.GetElapsedTime(_openedAt);
                    throw new OpenCircuitException(LastCaughtException, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            if (_state == State.Open)
                return;
            _failures = 0;
            LastCaughtException = null;
            if (_state == State.Closed)
                return;
            _currentReset = ResetTimeout;
            Enter(State.Closed, _onClose);
        }
    }

    private void Failed(Exception cause)
    {
        lock (_gate)
        {
            LastCaughtException = cause;
            switch (_state)
            {
                case State.Closed when ++_failures >= MaxFailures:
                    Open();
                    break;
                case State.HalfOpen:
                    var longer = _currentReset * ExponentialBackoffFactor * (1 + Random.Shared.NextDouble() * RandomFactor);
                    _currentReset = longer < MaxResetTimeout ? longer : MaxResetTimeout;
                    Open();
                    break;
                default:
                    break;
            }
        }
    }

    private void Open()
    {
        _openedAt = Stopwatch.GetTimestamp();
        Enter(State.Open, _onOpen);
        Scheduler.Advanced.ScheduleOnce(_currentReset, () =>
        {
            lock (_gate)
            {
                if (_state != State.Open)
                    return;
                _trialTaken = false;
                Enter(State.HalfOpen, _onHalfOpen);
            }
        });
    }

    private void Enter(State state, List<Action> callbacks)
    {
        _state = state;
        foreach (var callback in callbacks)
            Task.Run(callback);
    }
}
