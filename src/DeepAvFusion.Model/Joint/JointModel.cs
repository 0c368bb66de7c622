using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads;
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
    public JointModel(JointConfig config, WeightInitializer weights) : this(config, new DeepAvFusionEncoder(config.Encoder, weights), weights)
    {
    }

    private JointModel(JointConfig config, DeepAvFusionEncoder encoder, WeightInitializer weights) : base(nameof(JointModel))
    {
        Config = config;
        Encoder = encoder;
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

    /// <summary>The same model with more labels, on the same encoder: whoever disposes one of them leaves the encoder to the other by <see cref="DisposeHeads"/>.</summary>
    /// <param name="labels">All labels, those that it knows first.</param>
    /// <exception cref="ArgumentException">They do not begin with those that it knows.</exception>
    public JointModel WithLabels(IReadOnlyList<string> labels)
    {
        if (!labels.Take(Config.Labels.Count).SequenceEqual(Config.Labels)) throw new ArgumentException("the labels that a model knows stay, and stay first", nameof(labels));
        using var weights = WeightInitializer.Blank();
        var grown = new JointModel(Config with { Labels = labels }, Encoder, weights);
        foreach (var (to, from) in grown.Heads.Zip(Heads))
        {
            var example = from.parameters().First();
            ServedNetwork.Ready(to, example.dtype, example.device);
            LabelGrowth.Copy(from.state_dict(), to.state_dict(), Config.Labels.Count, labels.Count);
        }

        return grown;
    }

    /// <summary>The same model with other labels, each scored by itself, of which it says nothing until they are taught; on the same encoder.</summary>
    public JointModel WithNewLabels(IReadOnlyList<string> labels)
    {
        using var weights = WeightInitializer.Blank();
        var renamed = new JointModel(Config with { Labels = labels, Scoring = LabelScoring.Sigmoid }, Encoder, weights);
        foreach (var (to, from) in renamed.Heads.Zip(Heads))
        {
            var example = from.parameters().First();
            ServedNetwork.Ready(to, example.dtype, example.device);
            if (to != renamed.Recognition) LabelGrowth.Copy(from.state_dict(), to.state_dict(), 0, 0);
        }

        return renamed;
    }

    /// <summary>Disposes the heads and leaves the encoder.</summary>
    public void DisposeHeads()
    {
        foreach (var head in Heads) head.Dispose();
    }

    private nn.Module[] Heads => [Recognition, Locating.Segmentation, Locating.Separation];

    /// <summary>Components are registered in the constructor, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
