using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Joint;

/// <summary>The model of the live analyzer: recognition, segmentation and separation heads that share one encoder, so that a window is encoded once.</summary>
/// <remarks>Keys: `encoder.*` as published, `recognition.*`, `segmentation.*` and `separation.*` with each head's names.</remarks>
public sealed class JointModel : nn.Module
{
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public JointModel(JointConfig config, WeightInitializer weights) : base(nameof(JointModel))
    {
        Config = config;
        Encoder = new DeepAvFusionEncoder(config.Encoder, weights);
        Recognition = new RecognitionHead(config.Encoder.Width, config.Labels.Count, inputNorm: false, weights);
        Locating = config.IsDetailed ? new DetailLocatingHeads(config, weights) : new PublishedLocatingHeads(config, weights);
        register_module("encoder", Encoder);
        register_module("recognition", Recognition);
        register_module("segmentation", Locating.Segmentation);
        register_module("separation", Locating.Separation);
    }

    public JointConfig Config { get; }

    public DeepAvFusionEncoder Encoder { get; }

    public RecognitionHead Recognition { get; }

    /// <summary>The heads of segmentation and separation.</summary>
    internal LocatingHeads Locating { get; }

    /// <summary>Runs the encoder once for all heads.</summary>
    /// <param name="picture">[B, 3, H, W], normalised</param>
    /// <param name="mixture">[B, 1, mel, time], log10 mel</param>
    public JointEncoding Encode(Tensor picture, Tensor mixture)
    {
        var tokens = Encoder.forward(image: picture, audio: mixture, keepLayers: !Config.IsDetailed);
        return new JointEncoding(this, tokens, picture, mixture);
    }

    /// <summary>Adds to every logit of the maps of what sounds, for good.</summary>
    public void ShiftMaps(double logits)
    {
        using var frozen = no_grad();
        Locating.MapBias.add_(logits);
    }

    /// <summary>Components are registered in the constructor, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
