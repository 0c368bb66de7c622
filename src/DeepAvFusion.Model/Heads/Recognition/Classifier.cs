using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Recognition;

/// <summary>The published recognition model: an encoder under <c>encoder.</c> and the layers of a recognition head.</summary>
public sealed class Classifier : nn.Module
{
    /// <summary>A classifier with an encoder of its own.</summary>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public Classifier(ClassifierConfig config, WeightInitializer weights)
        : base(nameof(Classifier))
    {
        ModelConfigurationException.ThrowIfAny("classifier", config.Problems());
        Config = config;
        Encoder = new DeepAvFusionEncoder(config.Encoder, weights);
        Head = new RecognitionHead(config.Encoder.Width, config.Classes, config.InputNorm, weights);
        Register();
        if (!config.FreezeEncoder) return;
        foreach (var parameter in Encoder.parameters()) parameter.requires_grad = false;
        Encoder.eval();
    }

    private Classifier(ClassifierConfig config, DeepAvFusionEncoder encoder, RecognitionHead head)
        : base(nameof(Classifier))
    {
        (Config, Encoder, Head) = (config, encoder, head);
        Register();
    }

    /// <summary>What this model was built from.</summary>
    public ClassifierConfig Config { get; }

    /// <summary>The encoder, shareable with other heads.</summary>
    public DeepAvFusionEncoder Encoder { get; }

    /// <summary>The head on its own.</summary>
    public RecognitionHead Head { get; }

    /// <param name="image">[B, 3, H, W]</param>
    /// <param name="audio">[B, 1, mel, time]</param>
    public RecognitionLogits forward(Tensor image, Tensor audio)
    {
        using var encoded = Encode(image: image, audio: audio);
        return Head.call(encoded);
    }

    /// <summary>What parts of the pictures show, and what is heard beside them.</summary>
    /// <param name="image">[B, 3, H, W]</param>
    /// <param name="audio">[B, 1, mel, time]</param>
    /// <param name="parts">Parts of the pictures</param>
    /// <returns>[R, C] each</returns>
    public RecognitionLogits forward(Tensor image, Tensor audio, PicturePools parts)
    {
        using var encoded = Encode(image: image, audio: audio);
        return Head.OfParts(encoded, parts);
    }

    /// <summary>The same with more classes, on the same encoder: whoever disposes one of them leaves the encoder to the other by disposing its head alone.</summary>
    public Classifier WithClasses(int classes) => new(Config with { Classes = classes }, Encoder, Head.WithClasses(classes));

    /// <summary>Switches the head, and the encoder unless it is frozen.</summary>
    public override void train(bool train = true)
    {
        base.train(train);
        if (Config.FreezeEncoder) Encoder.eval();
    }

    private void Register()
    {
        register_module("encoder", Encoder);
        foreach (var (name, layer) in Head.named_children()) register_module(name, layer);
    }

    private EncoderOutput Encode(Tensor image, Tensor audio)
    {
        using var frozen = Config.FreezeEncoder ? no_grad() : null;
        return Encoder.forward(image: image, audio: audio);
    }

    /// <summary>Layers are registered flat, under their published names.</summary>
    protected override void RegisterComponents()
    {
    }
}
