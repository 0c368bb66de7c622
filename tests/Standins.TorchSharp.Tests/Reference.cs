using TorchSharp;
using static TorchSharp.torch;

namespace Standins.Torch.Tests;

/// <summary>Inputs that any language can make, and comparison with numbers recorded from PyTorch 1.13.1 on the same inputs.</summary>
internal static class Reference
{
    /// <summary>sin(0.7 i + 0.3) for i = 0, 1, …, in the shape given.</summary>
    internal static Tensor Wave(params long[] shape)
    {
        using var steps = arange(shape.TotalSize(), dtype: float32);
        using var angles = steps * 0.7f + 0.3f;
        using var sines = angles.sin();
        return sines.view(shape);
    }

    /// <summary>The shape, the first elements, and the sum of all magnitudes.</summary>
    internal static void Matches(Tensor actual, long[] shape, float[] first, double magnitude, float tolerance = 2e-5f)
    {
        Assert.Equal(shape, actual.shape);
        var values = actual.detach().contiguous().data<float>().ToArray();
        for (var i = 0; i < first.Length; i++)
            Assert.True(Math.Abs(values[i] - first[i]) <= tolerance, $"element {i} is {values[i]}, the reference has {first[i]}");
        var sum = values.Sum(value => Math.Abs((double)value));
        Assert.True(Math.Abs(sum - magnitude) <= 1e-5 * values.Length + 1e-4, $"the magnitudes sum to {sum}, the reference has {magnitude}");
    }

    internal static void Near(IReadOnlyList<float> expected, Tensor actual, float tolerance = 2e-6f)
    {
        var values = actual.detach().contiguous().data<float>().ToArray();
        Assert.Equal(expected.Count, values.Length);
        for (var i = 0; i < values.Length; i++)
            Assert.True(Math.Abs(values[i] - expected[i]) <= tolerance, $"element {i} is {values[i]}, expected {expected[i]}");
    }
}
