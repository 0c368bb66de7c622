using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Restart;

/// <summary>Starts an inner stream, and again each time it ends, with growing waits in between.</summary>
internal abstract class RestartLogic(Shape shape, RestartSettings settings, bool onlyOnFailures) : TimerGraphStageLogic(shape)
{
    private int _restarts;
    private TimeSpan _startedAt;

    /// <summary>True when this stage is being ended from outside, so that an end of the inner stream is the end.</summary>
    protected bool IsFinishing { get; set; }

    public override void PreStart() => Start();

    /// <summary>Runs the inner stream.</summary>
    protected abstract void StartGraph();

    /// <summary>The inner stream is to run after a wait.</summary>
    protected abstract void OnBackoff();

    protected override void OnTimer(object timerKey) => Start();

    /// <summary>The inner stream has completed or has cancelled.</summary>
    /// <returns>False if that is the end.</returns>
    protected bool RestartsAfterEnd()
    {
        if (IsFinishing || onlyOnFailures || IsMaxReached())
            return false;
        Log.Debug("Restarting graph due to finished upstream");
        Schedule();
        return true;
    }

    /// <summary>The inner stream has failed.</summary>
    /// <returns>False if that is the end.</returns>
    protected bool RestartsAfterFailure(Exception cause)
    {
        if (IsFinishing || IsMaxReached())
            return false;
        Log.Warning("Restarting graph due to failure. Stacktrace: {0}", cause);
        Schedule();
        return true;
    }

    private void Start()
    {
        _startedAt = Monotonic.Now;
        StartGraph();
    }

    private bool IsMaxReached()
    {
        if (Monotonic.Now - _startedAt > settings.MaxRestartsWithin)
            _restarts = 0;
        return _restarts >= settings.MaxRestarts;
    }

    private void Schedule()
    {
        var wait = settings.MinBackoff * Math.Pow(2, Math.Min(_restarts, 30));
        if (wait > settings.MaxBackoff)
            wait = settings.MaxBackoff;
        _restarts++;
        ScheduleOnce("restart", wait * (1 + (Random.Shared.NextDouble() * settings.RandomFactor)));
        OnBackoff();
    }
}
