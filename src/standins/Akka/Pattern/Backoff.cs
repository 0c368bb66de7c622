using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Options of a supervisor that starts its child again after growing delays.</summary>
public static class Backoff
{
    /// <summary>Starts the child again when it failed; what its strategy would restart waits first.</summary>
    /// <param name="randomFactor">0.2 adds up to 20 % to each delay.</param>
    /// <param name="maxNrOfRetries">Then the supervisor stops; -1: no limit.</param>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffSettings(BackoffTrigger.OnFailure, childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);

    /// <summary>Starts the child again when it has stopped, for whatever reason.</summary>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffSettings(BackoffTrigger.OnStop, childProps, childName, minBackoff, maxBackoff, randomFactor).WithMaxNrOfRetries(maxNrOfRetries);
}
