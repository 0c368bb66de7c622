using static TorchSharp.torch;

namespace DeepAvFusion.Model.Decoders;

/// <summary>Losses and predictions of one pass of the masked autoencoder.</summary>
/// <param name="ImageLoss">One number</param>
/// <param name="AudioLoss">One number</param>
/// <param name="ImagePrediction">[B, L, P] for every image patch</param>
/// <param name="AudioPrediction">[B, L, P] for every audio patch</param>
public sealed record AutoencoderOutput(Tensor ImageLoss, Tensor AudioLoss, Tensor ImagePrediction, Tensor AudioPrediction) : IDisposable
{
    /// <summary>The loss of pre-training: image loss plus audio loss, unweighted.</summary>
    public Tensor Loss() => ImageLoss + AudioLoss;

    public void Dispose()
    {
        ImageLoss.Dispose();
        AudioLoss.Dispose();
        ImagePrediction.Dispose();
        AudioPrediction.Dispose();
    }
}
