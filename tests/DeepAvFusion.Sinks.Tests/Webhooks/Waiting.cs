namespace DeepAvFusion.Sinks.Tests.Webhooks;

internal static class Waiting
{
    /// <summary>Looks until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isSo())
            await pace.WaitForNextTickAsync(limit.Token);
    }
}
