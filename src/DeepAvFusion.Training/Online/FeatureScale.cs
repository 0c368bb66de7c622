using static TorchSharp.torch;

namespace DeepAvFusion.Training.Online;

/// <summary>Features with the same mean and spread in every number, in which a layer is fitted, and the way of its weights there and back.</summary>
/// <param name="Mean">[width]; null where features stay as they are.</param>
/// <param name="Spread">[width]</param>
internal sealed record FeatureScale(Tensor? Mean, Tensor? Spread)
{
    private const float Least = 1e-4f;

    public static readonly FeatureScale None = new(null, null);

    /// <param name="inputs">[N, rows, width]</param>
    public static FeatureScale Of(Tensor inputs)
    {
        var all = inputs.flatten(0, 1);
        var spread = all.std(0, unbiased: false);
        return new FeatureScale(all.mean([0]), where(spread > Least, spread, ones_like(spread)));
    }

    public Tensor Applied(Tensor inputs) => Mean is null ? inputs : (inputs - Mean) / Spread!;

    /// <summary>The weights that say of scaled features what these say of features.</summary>
    public (Tensor Weight, Tensor Bias) Into(Tensor weight, Tensor bias) => Mean is null ? (weight, bias) : (weight * Spread!, bias + weight.matmul(Mean));

    /// <summary>The weights that say of features what these say of scaled ones.</summary>
    public (Tensor Weight, Tensor Bias) OutOf(Tensor weight, Tensor bias)
    {
        if (Mean is null) return (weight, bias);
        var whole = weight / Spread!;
        return (whole, bias - whole.matmul(Mean));
    }
}
