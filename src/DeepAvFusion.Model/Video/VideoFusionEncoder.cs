using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Fusion;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Video;

/// <summary>The fused encoder with a video in place of the picture.</summary>
/// <remarks>Source: DeepAVFusion models/deepavfusion_video.py.</remarks>
public sealed class VideoFusionEncoder : nn.Module
{
    [ComponentName(Name = "fusion_tokens")] private readonly Parameter _tokens;            // [1, F, D]
    [ComponentName(Name = "video")] private readonly VideoBackbone _video;
    [ComponentName(Name = "audio")] private readonly VitBackbone _audio;
    [ComponentName(Name = "fusion_blocks")] private readonly FusionStack _fusion;
    [ComponentName(Name = "fusion_norm")] private readonly LayerNorm _norm;

    /// <summary>An encoder of <paramref name="config"/>.</summary>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public VideoFusionEncoder(VideoEncoderConfig config, WeightInitializer weights)
        : base(nameof(VideoFusionEncoder))
    {
        ModelConfigurationException.ThrowIfAny("video encoder", config.Problems());
        Config = config;
        var drop = config.Drop ?? DropRates.None;
        var branches = new BranchDrop(drop.Path);
        _tokens = weights.Tokens(1, config.Fusion.Tokens.Total, config.Video.Width);
        _video = new VideoBackbone(config.Video, weights, drop, branches);
        _audio = new VitBackbone(config.Audio, "audio", weights, drop, branches);
        _fusion = new FusionStack(config.Fusion, config.Video.Width, config.Layers, drop, branches, weights);
        _norm = WeightInitializer.Norm(config.Video.Width, LayerNormEpsilon.Elsewhere);
        RegisterComponents();
    }

    /// <summary>What this encoder was built from.</summary>
    public VideoEncoderConfig Config { get; }

    /// <summary>Encodes a batch; the video's tokens stand where an image's would.</summary>
    /// <param name="video">[B, 3, T, H, W]</param>
    /// <param name="audio">[B, 1, mel, time]</param>
    /// <param name="keepLayers">Whether to keep the tokens of every layer</param>
    /// <exception cref="ShapeException">An input has the wrong size, or the batches differ.</exception>
    public EncoderOutput forward(Tensor video, Tensor audio, bool keepLayers = false)
    {
        if (audio.shape[0] != video.shape[0])
            throw new ShapeException("audio", audio.shape, $"a batch of {video.shape[0]}, as the video");
        using var scope = NewDisposeScope();
        var first = new LayerTokens(
            Image: _video.Embed(video),                                                                // [B, Nv, D]
            Audio: _audio.Embed(audio),                                                                // [B, Na, D]
            Fusion: _tokens.expand(video.shape[0], -1, -1));                                           // [B, F, D]
        var layers = FusedLayers.Run(Config.ExecutedLayers, first, image: _video.Block, audio: _audio.Block, _fusion, keepLayers);
        var last = layers[^1];
        return new EncoderOutput(
            Image: _video.Norm(last.Image),                                                            // [B, Nv, D]
            Audio: _audio.Norm(last.Audio),                                                            // [B, Na, D]
            Fusion: _norm.Normalize(last.Fusion),                                                      // [B, F, D]
            Layers: keepLayers ? layers : []).MoveToOuterDisposeScope();
    }
}
