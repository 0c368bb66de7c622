using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Video;

/// <summary>Cuts a video into tubelets and projects each to a token, in the order time, row, column.</summary>
internal sealed class TubeletEmbedding : Module<Tensor, Tensor>
{
    [ComponentName(Name = "proj")] private readonly Kernel _project;
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
        // tubelets do not overlap, so the projection is a matrix product
        var (c, depth, side) = (_config.Channels, _config.FramePatch, _config.Patch);
        var (times, rows, columns) = (_config.Frames / depth, _config.Input.Height / side, _config.Input.Width / side);
        var tubelets = video.reshape([-1, c, times, depth, rows, side, columns, side]).permute(0, 2, 4, 6, 1, 3, 5, 7).reshape(-1, times * rows * columns, c * depth * side * side);
        return functional.linear(tubelets, _project.Weight.flatten(1), _project.Bias).MoveToOuterDisposeScope(); // [B, N, D]
    }
}
