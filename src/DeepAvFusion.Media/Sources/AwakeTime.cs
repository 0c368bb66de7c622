namespace DeepAvFusion.Media.Sources;

/// <summary>Measures waits without what lies before the last pause of this machine. Thread-safe.</summary>
/// <param name="longest">Watches further apart than this tell that this machine was held up, not the source: what is waited for gets its time anew.</param>
internal sealed class AwakeTime(TimeProvider time, TimeSpan longest)
{
    private long _watchedAt = time.GetTimestamp();
    private long _since = time.GetTimestamp();

    /// <summary>To be called all the time.</summary>
    public void Watch()
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(Interlocked.Exchange(ref _watchedAt, now), now) > longest)
            Interlocked.Exchange(ref _since, now);
    }

    /// <summary>A wait that ends now, without what lies before the last pause.</summary>
    public TimeSpan Of(TimeSpan wait)
    {
        var awake = time.GetElapsedTime(Interlocked.Read(ref _since));
        return wait < awake ? wait : awake;
    }
}
