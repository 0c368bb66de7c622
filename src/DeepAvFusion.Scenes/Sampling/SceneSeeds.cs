namespace DeepAvFusion.Scenes.Sampling;

/// <summary>Keeps training and judging apart: the seeds of one never make a window of the other.</summary>
public static class SceneSeeds
{
    private const long FirstHeldOut = 1_000_000_000;

    /// <summary>The n-th seed to train with.</summary>
    public static long Train(int n) => Checked(n);

    /// <summary>The n-th seed nobody trains with.</summary>
    public static long HeldOut(int n) => FirstHeldOut + Checked(n);

    public static bool IsHeldOut(long seed) => seed >= FirstHeldOut;

    private static long Checked(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(n, FirstHeldOut);
        return n;
    }
}
