using DeepAvFusion.Architecture.Tests.Cycles.Samples.Two;

namespace DeepAvFusion.Architecture.Tests.Cycles.Samples.One;

/// <summary>Uses the other folder inside a lambda alone.</summary>
internal sealed class Asking
{
    public static Func<int> Ask { get; } = () => Answering.Numbers<int>().Count;
}
