using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Segmentation;

/// <summary>The published segmentation model: an encoder under <c>encoder.</c> and the layers of a segmentation head.</summary>
public sealed class SegmentationModel : nn.Module
{
    /// <summary>A segmentation model with an encoder of its own.</summary>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public SegmentationModel(
        EncoderConfig config, int classes, WeightInitializer weights, int leastWidth = SegmentationHead.PublishedLeastWidth)
        : base(nameof(SegmentationModel))
    {
        Encoder = new DeepAvFusionEncoder(config, weights);
        Head = new SegmentationHead(config, classes, weights, leastWidth);
        register_module("encoder", Encoder);
        foreach (var (name, layer) in Head.named_children()) register_module(name, layer);
    }

    /// <summary>The encoder, shareable with other heads.</summary>
    public DeepAvFusionEncoder Encoder { get; }

    /// <summary>The head on its own.</summary>
    public SegmentationHead Head { get; }

    /// <param name="image">[B, 3, H, W]</param>
    /// <param name="audio">[B, 1, mel, time]</param>
    /// <returns>[B, classes, H, W] logits</returns>
    public Tensor forward(Tensor image, Tensor audio)
    {
        using var encoded = Encoder.forward(image: image, audio: audio, keepLayers: true);
        return Head.call(encoded);
    }

    /// <summary>Layers are registered flat, under their published names.</summary>
    protected override void RegisterComponents()
    {
    }
}
