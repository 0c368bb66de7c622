namespace Prometheus;

/// <summary>Counters of points in time, in seconds since 1970, and of exceptions.</summary>
public static class CounterExtensions
{
    public static void IncToCurrentTimeUtc(this ICounter counter) => counter.IncToTimeUtc(DateTimeOffset.UtcNow);

    public static void IncToTimeUtc(this ICounter counter, DateTimeOffset timestamp) => counter.IncTo(UnixTime.Seconds(timestamp));

    /// <summary>Counts what the action throws, and lets it pass.</summary>
    /// <param name="exceptionFilter">which exceptions count; all without it</param>
    public static void CountExceptions(this ICounter counter, Action wrapped, Func<Exception, bool>? exceptionFilter = null)
    {
        try
        {
            wrapped();
        }
        catch (Exception error) when (exceptionFilter?.Invoke(error) ?? true)
        {
            counter.Inc();
            throw;
        }
    }

    /// <summary>Counts what the action throws, and lets it pass.</summary>
    /// <param name="exceptionFilter">which exceptions count; all without it</param>
    public static async Task CountExceptionsAsync(this ICounter counter, Func<Task> wrapped, Func<Exception, bool>? exceptionFilter = null)
    {
        try
        {
            await wrapped().ConfigureAwait(false);
        }
        catch (Exception error) when (exceptionFilter?.Invoke(error) ?? true)
        {
            counter.Inc();
            throw;
        }
    }
}
