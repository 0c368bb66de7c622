using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Fusion;

/// <summary>How normalised fusion tokens read the normalised tokens of both modalities.</summary>
internal abstract class Interaction(string name) : Module<Tensor, Tensor, Tensor, Tensor>(name)
{
    /// <param name="fusion">[B, F, D]</param>
    /// <param name="image">[B, Ni, D]</param>
    /// <param name="audio">[B, Na, D]</param>
    /// <returns>[B, F, D], to be added to the fusion tokens</returns>
    public abstract override Tensor forward(Tensor fusion, Tensor image, Tensor audio);
}
