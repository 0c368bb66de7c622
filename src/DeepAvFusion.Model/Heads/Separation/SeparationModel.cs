using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Separation;

/// <summary>The published separation model: an encoder under <c>encoder.</c>, the head under <c>avss_decoder.</c></summary>
public sealed class SeparationModel : nn.Module
{
    /// <summary>A separation model with an encoder of its own.</summary>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public SeparationModel(EncoderConfig config, WeightInitializer weights)
        : base(nameof(SeparationModel))
    {
        Encoder = new DeepAvFusionEncoder(config, weights);
        Head = new SeparationHead(config, weights);
        RegisterComponents();
    }

    /// <summary>The encoder, shareable with other heads.</summary>
    [field: ComponentName(Name = "encoder")]
    public DeepAvFusionEncoder Encoder { get; }

    /// <summary>The head on its own.</summary>
    [field: ComponentName(Name = "avss_decoder")]
    public SeparationHead Head { get; }

    /// <param name="image">[B, 3, H, W] frames of the wanted source</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    /// <returns>[B, 1, mel, time] logits of the mask</returns>
    public Tensor forward(Tensor image, Tensor mixture)
    {
        using var encoded = Encoder.forward(image: image, audio: mixture, keepLayers: true);
        return Head.call(encoded);
    }

    /// <param name="image">[B, 3, H, W] frames</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel of the mixture</param>
    /// <param name="parts">The parts of the frames whose sounds are wanted</param>
    /// <returns>[R, 1, mel, time] logits of the masks</returns>
    public Tensor forward(Tensor image, Tensor mixture, PicturePools parts)
    {
        using var encoded = Encoder.forward(image: image, audio: mixture, keepLayers: true);
        return Head.Masks(encoded, parts);
    }
}
