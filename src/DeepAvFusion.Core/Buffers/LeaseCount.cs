namespace DeepAvFusion.Core.Buffers;

/// <summary>How many leases are out; a run that ended must bring it back to where it was.</summary>
public static class LeaseCount
{
    private static long _outstanding;

    public static long Outstanding => Interlocked.Read(ref _outstanding);

    internal static void Added() => Interlocked.Increment(ref _outstanding);

    internal static void Removed() => Interlocked.Decrement(ref _outstanding);
}
