using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Engine.Tests;

/// <summary>What a spec compares the leases with that are out when it is done.</summary>
internal static class Leases
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Those that are out when what an earlier spec let go has come back: sources give back what they hold after their actor has ended.</summary>
    public static long AtRest()
    {
        SpinWait.SpinUntil(() => LeaseCount.Outstanding == 0, Patience);
        return LeaseCount.Outstanding;
    }
}
