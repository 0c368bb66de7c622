namespace DeepAvFusion.Media.Sources;

/// <summary>Tells a recording by its pace, where neither the media nor the server tells: what runs live brings a second of media a second, after what was waiting.</summary>
internal static class SourcePace
{
    // servers of live sources begin with some seconds that they have kept
    private static readonly TimeSpan LeastAhead = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan LeastGain = TimeSpan.FromSeconds(0.3);

    /// <summary>So much media has to be kept meanwhile.</summary>
    public static TimeSpan LongestLook { get; } = TimeSpan.FromSeconds(24);

    /// <summary>Looks every second until it is clear.</summary>
    /// <param name="look">How far the media is ahead of the time since it was opened, and whether it has ended.</param>
    public static async Task<bool> IsFastAsync(Func<(TimeSpan Ahead, bool HasEnded)> look, TimeProvider time, CancellationToken cancellation)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var before = TimeSpan.Zero;
        while (await looks.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
        {
            var (ahead, hasEnded) = look();
            if (ahead > LeastAhead || (hasEnded && ahead > LeastGain))
                return true;
            if (ahead < before + LeastGain)
                return false;
            before = ahead;
        }
        return false;
    }
}
