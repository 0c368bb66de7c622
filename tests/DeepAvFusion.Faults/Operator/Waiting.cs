namespace DeepAvFusion.Faults.Operator;

/// <summary>Waiting for what an operator would see.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <exception cref="TimeoutException">It did not come; the message says what.</exception>
    public static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan patience, string what)
    {
        using var limit = new CancellationTokenSource(patience);
        while (!await holds())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain for {what}.");
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    public static Task UntilAsync(Func<bool> holds, TimeSpan patience, string what) => UntilAsync(() => Task.FromResult(holds()), patience, what);
}
