using System.Diagnostics;

namespace Akka.Actor.Internal;

/// <summary>A child and how often it was restarted.</summary>
public class ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
{
    public IInternalActorRef Child { get; } = child;

    public uint MaxNrOfRetriesCount { get; private set; } = maxNrOfRetriesCount;

    /// <summary>When the present window began, in ticks of a monotonic clock; 0 before the first restart.</summary>
    public long RestartTimeWindowStartTicks { get; private set; } = restartTimeWindowStartTicks;

    /// <summary>Counts a restart and says whether it is allowed.</summary>
    /// <param name="maxNrOfRetries">Negative: no limit.</param>
    /// <param name="withinTimeMilliseconds">The window the limit counts in; zero or less: for ever.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
            return false;
        if (withinTimeMilliseconds <= 0)
            return ++MaxNrOfRetriesCount <= maxNrOfRetries || maxNrOfRetries < 0;
        var limit = maxNrOfRetries > 0 ? maxNrOfRetries : 1;
        var now = Stopwatch.GetElapsedTime(0).Ticks;
        var start = RestartTimeWindowStartTicks == 0 ? RestartTimeWindowStartTicks = now : RestartTimeWindowStartTicks;
        if (now - start <= withinTimeMilliseconds * TimeSpan.TicksPerMillisecond)
            return ++MaxNrOfRetriesCount <= limit;
        MaxNrOfRetriesCount = 1;
        RestartTimeWindowStartTicks = now;
        return true;
    }
}
