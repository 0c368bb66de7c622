using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Joint;

/// <summary>The model of the live analyzer: recognition, segmentation and separation heads that share one encoder, so that a window is encoded once.</summary>
/// <remarks>Keys: `encoder.*` as published, `recognition.*`, `segmentation.*` and `separation.*` with each head's published names.</remarks>
public sealed class JointModel : nn.Module
{
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public JointModel(JointConfig config, WeightInitializer weights) : base(nameof(JointModel))
    {
        Config = config;
        Encoder = new DeepAvFusionEncoder(config.Encoder, weights);
        Recognition = new RecognitionHead(config.Encoder.Width, config.Labels.Count, inputNorm: false, weights);
        Segmentation = new SegmentationHead(config.Encoder, classes: 1, weights, EncoderPresets.SegmentationWidth(config.Preset));
        Separation = new SeparationHead(config.Encoder, weights);
        register_module("encoder", Encoder);
        register_module("recognition", Recognition);
        register_module("segmentation", Segmentation);
        register_module("separation", Separation);
    }

    public JointConfig Config { get; }

    public DeepAvFusionEncoder Encoder { get; }

    public RecognitionHead Recognition { get; }

    public SegmentationHead Segmentation { get; }

    public SeparationHead Separation { get; }

    /// <summary>Components are registered in the constructor, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
