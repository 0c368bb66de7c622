using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Differences between what was recorded and what this build computes.</summary>
internal static class GoldenComparison
{
    /// <summary>Compares a tensor with a recorded array, element by element.</summary>
    /// <param name="name">Case</param>
    /// <param name="expected">What was recorded, and its tolerance</param>
    /// <param name="file">The recorded numbers</param>
    /// <param name="actual">The full tensor; subsampled here where the record is</param>
    /// <param name="options">In bfloat16 another tolerance holds</param>
    public static GoldenResult Of(string name, ExpectedResult expected, NpyFile file, Tensor actual, GoldenOptions options)
    {
        using var scope = NewDisposeScope();
        var flat = actual.detach().to(CPU).flatten();
        if (expected.Stride > 1) flat = flat[TensorIndex.Slice(0, null, expected.Stride)];
        if (file.Integers is { } integers) return Exact(name, expected.Name, integers, Integers(flat));
        return Of(name, expected.Name, file.Floats!, Floats(flat), expected.Exact ? 0 : expected.MaxAbsolute, options);
    }

    /// <summary>Compares numbers.</summary>
    public static GoldenResult Of(string name, string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, GoldenOptions options)
    {
        if (expected.Length != actual.Length)
            return GoldenResult.Fail(name, what, $"{actual.Length} numbers were computed where {expected.Length} are recorded");
        var (worst, largest) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]);
            if (!(difference <= worst)) worst = difference;
            if (double.IsNaN(worst)) break;
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        return Judge(name, what, worst, largest, options.IsPrecise ? tolerance : Math.Max(tolerance, GoldenOptions.Bfloat16Tolerance * largest));
    }

    /// <summary>A row for a largest difference that is already known.</summary>
    public static GoldenResult Judge(string name, string what, double worst, double largest, double tolerance)
    {
        var relative = largest > 0 ? worst / largest : worst;
        return worst <= tolerance
            ? new GoldenResult(name, what, worst, relative, tolerance, GoldenVerdict.Passed)
            : new GoldenResult(name, what, worst, relative, tolerance, GoldenVerdict.Failed, "outside the tolerance");
    }

    /// <summary>The numbers of a tensor on the CPU.</summary>
    public static float[] Floats(Tensor flat)
    {
        using var floats = flat.to(ScalarType.Float32).contiguous();
        return floats.data<float>().ToArray();
    }

    private static long[] Integers(Tensor flat)
    {
        using var integers = flat.to(ScalarType.Int64).contiguous();
        return integers.data<long>().ToArray();
    }

    private static GoldenResult Exact(string name, string what, long[] expected, long[] actual)
    {
        if (expected.Length != actual.Length)
            return GoldenResult.Fail(name, what, $"{actual.Length} numbers were computed where {expected.Length} are recorded");
        var wrong = expected.Zip(actual).Count(pair => pair.First != pair.Second);
        return wrong == 0
            ? new GoldenResult(name, what, 0, 0, 0, GoldenVerdict.Passed)
            : GoldenResult.Fail(name, what, $"{wrong} of {expected.Length} integers differ");
    }
}
