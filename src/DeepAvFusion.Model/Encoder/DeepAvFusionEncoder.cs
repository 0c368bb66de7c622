using DeepAvFusion.Model.Fusion;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Encoder;

/// <summary>Two transformers, over a picture and a spectrogram, that meet in fusion tokens in their layers.</summary>
/// <remarks>Source: DeepAVFusion models/deepavfusion.py; Mo and Morgado, CVPR 2024.</remarks>
public sealed class DeepAvFusionEncoder : nn.Module
{
    [ComponentName(Name = "fusion_tokens")] private readonly Parameter _tokens;            // [1, F, D]
    [ComponentName(Name = "image")] private readonly VitBackbone _image;
    [ComponentName(Name = "audio")] private readonly VitBackbone _audio;
    [ComponentName(Name = "fusion_blocks")] private readonly FusionStack _fusion;
    [ComponentName(Name = "fusion_norm")] private readonly LayerNorm _norm;

    /// <summary>An encoder of <paramref name="config"/>.</summary>
    /// <param name="config">Sizes, fusion and drop rates.</param>
    /// <param name="weights">Where initial weights come from.</param>
    /// <param name="draws">Draws of dropped branches; null takes the global generator.</param>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public DeepAvFusionEncoder(EncoderConfig config, WeightInitializer weights, KeepDraws? draws = null)
        : base(nameof(DeepAvFusionEncoder))
    {
        ModelConfigurationException.ThrowIfAny("encoder", config.Problems());
        Config = config;
        var drop = config.Drop ?? DropRates.None;
        var branches = new BranchDrop(drop.Path, draws);
        _tokens = weights.Tokens(1, config.Fusion.Tokens.Total, config.Width);
        _image = new VitBackbone(config.Image, "image", weights, drop, branches);
        _audio = new VitBackbone(config.Audio, "audio", weights, drop, branches);
        _fusion = new FusionStack(config.Fusion, config.Width, config.Layers, drop, branches, weights);
        _norm = WeightInitializer.Norm(config.Width, LayerNormEpsilon.Elsewhere);
        RegisterComponents();
    }

    /// <summary>What this encoder was built from.</summary>
    public EncoderConfig Config { get; }

    /// <summary>The image stream, which may start from weights of its own.</summary>
    public VitBackbone Image => _image;

    /// <summary>The audio stream.</summary>
    public VitBackbone Audio => _audio;

    /// <summary>Encodes a batch once, for all heads.</summary>
    /// <param name="image">[B, 3, H, W], normalised</param>
    /// <param name="audio">[B, 1, mel, time], log10 mel</param>
    /// <param name="imageKeep">[B, K] image patches to keep, in this order, or null for all</param>
    /// <param name="audioKeep">[B, K] audio patches to keep, or null for all</param>
    /// <param name="keepLayers">Whether to keep the tokens of every layer, as separation and segmentation need them.</param>
    /// <exception cref="ShapeException">An input has the wrong size, or the batches differ.</exception>
    public EncoderOutput forward(
        Tensor image, Tensor audio, Tensor? imageKeep = null, Tensor? audioKeep = null, bool keepLayers = false)
    {
        if (audio.shape[0] != image.shape[0])
            throw new ShapeException("audio", audio.shape, $"a batch of {image.shape[0]}, as the image");
        using var scope = NewDisposeScope();
        var first = new LayerTokens(
            Image: _image.Embed(image, imageKeep),                                                     // [B, Ni, D]
            Audio: _audio.Embed(audio, audioKeep),                                                     // [B, Na, D]
            Fusion: _tokens.expand(image.shape[0], -1, -1));                                           // [B, F, D]
        var layers = FusedLayers.Run(Config.ExecutedLayers, first, image: _image.Block, audio: _audio.Block, _fusion, keepLayers);
        var last = layers[^1];
        return new EncoderOutput(
            Image: _image.Norm(last.Image),                                                            // [B, Ni, D]
            Audio: _audio.Norm(last.Audio),                                                            // [B, Na, D]
            Fusion: _norm.Normalize(last.Fusion),                                                      // [B, F, D]
            Layers: keepLayers ? layers : []).MoveToOuterDisposeScope();
    }
}
