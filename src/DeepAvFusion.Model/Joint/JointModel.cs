using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Detail;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Joint;

/// <summary>The model of the live analyzer: recognition, segmentation and separation heads that share one encoder, so that a window is encoded once.</summary>
/// <remarks>
/// Keys: `encoder.*` as published, `recognition.*`, `segmentation.*` and `separation.*` with each head's names, and `patches.*`, which names what lies in each
/// patch of the picture and teaches the encoder to look.
/// </remarks>
public sealed class JointModel : nn.Module
{
    private readonly SegmentationHead? _segmentation;
    private readonly SeparationHead? _separation;
    private readonly DetailSegmentationHead? _detailSegmentation;
    private readonly DetailSeparationHead? _detailSeparation;

    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public JointModel(JointConfig config, WeightInitializer weights) : base(nameof(JointModel))
    {
        Config = config;
        Encoder = new DeepAvFusionEncoder(config.Encoder, weights);
        Recognition = new RecognitionHead(config.Encoder.Width, config.Labels.Count, inputNorm: false, weights);
        Patches = weights.Linear(config.Encoder.Width, 2 * config.Labels.Count);
        register_module("encoder", Encoder);
        register_module("recognition", Recognition);
        register_module("patches", Patches);
        if (config.IsDetailed)
        {
            register_module("segmentation", _detailSegmentation = new DetailSegmentationHead(config.Encoder, weights));
            register_module("separation", _detailSeparation = new DetailSeparationHead(config.Encoder, weights));
        }
        else
        {
            register_module("segmentation", _segmentation = new SegmentationHead(config.Encoder, classes: 1, weights, EncoderPresets.SegmentationWidth(config.Preset)));
            register_module("separation", _separation = new SeparationHead(config.Encoder, weights));
        }
    }

    public JointConfig Config { get; }

    public DeepAvFusionEncoder Encoder { get; }

    public RecognitionHead Recognition { get; }

    /// <summary>From an image token to two logits a label: it is seen in this patch; it is seen there and sounds.</summary>
    public Linear Patches { get; }

    /// <summary>Runs the encoder, keeping what this model's heads need.</summary>
    /// <param name="picture">[B, 3, H, W], normalised</param>
    /// <param name="mixture">[B, 1, mel, time], log10 mel</param>
    public EncoderOutput Encode(Tensor picture, Tensor mixture) => Encoder.forward(image: picture, audio: mixture, keepLayers: !Config.IsDetailed);

    /// <summary>Where in the picture something sounds.</summary>
    /// <param name="picture">[B, 3, H, W], what was encoded</param>
    /// <returns>[B, 1, H, W] logits</returns>
    public Tensor Segment(EncoderOutput encoded, Tensor picture) =>
        _detailSegmentation is { } detailed ? detailed.call(encoded, picture) : _segmentation!.call(encoded);

    /// <summary>Which part of the mixture belongs to the picture.</summary>
    /// <param name="mixture">[B, 1, mel, time], what was encoded</param>
    /// <returns>[B, 1, mel, time] logits of the mask</returns>
    public Tensor Separate(EncoderOutput encoded, Tensor mixture) =>
        _detailSeparation is { } detailed ? detailed.call(encoded, mixture) : _separation!.call(encoded);

    /// <summary>Components are registered in the constructor, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
