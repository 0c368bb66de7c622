using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads;

/// <summary>Keeps parameters that do not touch a loss in the optimiser's hands.</summary>
/// <remarks>
/// The published separation and segmentation losses contain every trainable parameter with weight 0, so that unused ones get a
/// zero gradient rather than none, and weight decay shrinks them too.
/// </remarks>
public static class UnusedParameters
{
    /// <returns>The loss, with a zero gradient for every trainable parameter of <paramref name="model"/> that it does not use.</returns>
    public static Tensor Include(Tensor loss, nn.Module model)
    {
        using var scope = NewDisposeScope();
        var nothing = model.parameters().Where(p => p.requires_grad).Select(p => p.sum()).Aggregate((a, b) => a + b) * 0;
        return (loss + nothing).MoveToOuterDisposeScope();
    }
}
