using Akka.Actor;
using Akka.Util;

namespace Akka.Pattern;

public static class RetrySupport
{
    /// <param name="attempts">How often in all.</param>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) => Retry(attempt, attempts, static _ => Option<TimeSpan>.None, null!);

    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, IScheduler scheduler) =>
        Retry(attempt, attempts, _ => delay, scheduler);

    /// <summary>Doubles the delay from <paramref name="minBackoff"/> up to <paramref name="maxBackoff"/>.</summary>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, int randomFactor, IScheduler scheduler) =>
        Retry(attempt, attempts, made => TimeSpan.FromMilliseconds(
            Math.Min(maxBackoff.TotalMilliseconds, minBackoff.TotalMilliseconds * Math.Pow(2, made)) * (1 + Random.Shared.NextDouble() * randomFactor)), scheduler);

    /// <param name="delayFunction">The pause after so many failed attempts.</param>
    public static async Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler scheduler)
    {
        if (attempts < 0)
            throw new ArgumentException("Parameter attempts must be >= 0.", nameof(attempts));
        for (var made = 0; ; made++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception) when (made + 1 < attempts)
            {
                // tried again below
            }
            if (delayFunction(made) is { HasValue: true, Value: var pause } && pause > TimeSpan.Zero)
                await FutureTimeoutSupport.After(pause, scheduler, static () => Task.FromResult(Done.Instance)).ConfigureAwait(false);
        }
    }
}
