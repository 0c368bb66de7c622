using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>Element-wise dropout that costs nothing where it is off.</summary>
internal static class ElementDrop
{
    /// <returns>The same tensor outside training or at rate 0.</returns>
    public static Tensor Apply(Tensor tokens, double rate, bool training) =>
        training && rate > 0 ? functional.dropout(tokens, rate, training: true) : tokens;
}
