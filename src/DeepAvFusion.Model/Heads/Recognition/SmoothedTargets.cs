using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Recognition;

/// <summary>Target matrices with label smoothing: a little of every class, less of the true ones.</summary>
public static class SmoothedTargets
{
    /// <param name="labels">[B], the class of every sample, int64</param>
    /// <param name="classes">C, all classes</param>
    /// <param name="smoothing">Mass spread over all classes</param>
    /// <returns>[B, C]</returns>
    public static Tensor OfClasses(Tensor labels, int classes, double smoothing)
    {
        using var scope = NewDisposeScope();
        var all = arange(classes, ScalarType.Int64, labels.device);                    // [C]
        return OfSets(labels.unsqueeze(1).eq(all), smoothing).MoveToOuterDisposeScope();
    }

    /// <param name="positive">[B, C], non-zero where a class is present</param>
    /// <param name="smoothing">Mass spread over all classes</param>
    /// <returns>[B, C]</returns>
    public static Tensor OfSets(Tensor positive, double smoothing)
    {
        using var scope = NewDisposeScope();
        var off = smoothing / positive.shape[1];
        return (positive.to(ScalarType.Float32) * (1 - smoothing) + off).MoveToOuterDisposeScope();
    }
}
