namespace DeepAvFusion.Core;

/// <summary>One run of a stream (one FFmpeg process, one clock); late news of an older run is told apart by it.</summary>
public readonly record struct RunId(long Value)
{
    private static long _last;

    /// <summary>A number not used before in this process.</summary>
    public static RunId Next() => new(Interlocked.Increment(ref _last));

    public override string ToString() => $"run-{Value}";
}
