using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Video;

/// <summary>Cuts a video into tubelets and projects each to a token, in the order time, row, column.</summary>
internal sealed class TubeletEmbedding : Module<Tensor, Tensor>
{
    [ComponentName(Name = "proj")] private readonly Conv3d _project;
    private readonly VideoBackboneConfig _config;

    public TubeletEmbedding(VideoBackboneConfig config, WeightInitializer weights)
        : base(nameof(TubeletEmbedding))
    {
        _config = config;
        _project = weights.Tubelets(config.Channels, config.Width, config.FramePatch, config.Patch);
        RegisterComponents();
    }

    /// <param name="video">[B, C, T, H, W], exactly of the configured size</param>
    /// <returns>[B, N, D]</returns>
    /// <exception cref="ShapeException">The input has another size.</exception>
    public override Tensor forward(Tensor video)
    {
        long[] expected = [_config.Channels, _config.Frames, _config.Input.Height, _config.Input.Width];
        if (video.shape.Length != 5 || !video.shape.AsSpan(1).SequenceEqual(expected))
            throw new ShapeException("video", video.shape, $"[batch, {string.Join(", ", expected)}]");
        using var scope = NewDisposeScope();
        return _project.call(video)                                            // [B, D, t, rows, columns]
            .flatten(2).transpose(1, 2).MoveToOuterDisposeScope();             // [B, N, D]
    }
}
