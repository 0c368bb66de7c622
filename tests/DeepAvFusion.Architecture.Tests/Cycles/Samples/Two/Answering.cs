using DeepAvFusion.Architecture.Tests.Cycles.Samples.One;

namespace DeepAvFusion.Architecture.Tests.Cycles.Samples.Two;

/// <summary>Uses the other folder as an argument of a type alone.</summary>
internal static class Answering
{
    public static IReadOnlyCollection<T> Numbers<T>() => [];

    public static IReadOnlyList<Asking[]>? Others() => null;
}
