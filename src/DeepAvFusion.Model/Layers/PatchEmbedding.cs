using DeepAvFusion.Model.Presets;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>Cuts a picture into patches and projects each to a token, row by row.</summary>
internal sealed class PatchEmbedding : Module<Tensor, Tensor>
{
    [ComponentName(Name = "proj")] private readonly Kernel _project;
    private readonly BackboneConfig _config;
    private readonly string _input;

    /// <summary>Patches of <paramref name="config"/>; messages call the input <paramref name="input"/>.</summary>
    public PatchEmbedding(BackboneConfig config, string input, WeightInitializer weights)
        : base(nameof(PatchEmbedding))
    {
        (_config, _input) = (config, input);
        _project = weights.Patches(config.Channels, config.Width, config.Patch);
        RegisterComponents();
    }

    /// <param name="picture">[B, C, H, W], exactly of the configured size</param>
    /// <returns>[B, N, D]</returns>
    /// <exception cref="ShapeException">The input has another size.</exception>
    public override Tensor forward(Tensor picture)
    {
        var (channels, size) = (_config.Channels, _config.Input);
        if (picture.shape is not [_, var c, var h, var w] || c != channels || h != size.Height || w != size.Width)
            throw new ShapeException(_input, picture.shape, $"[batch, {channels}, {size.Height}, {size.Width}]");
        using var scope = NewDisposeScope();
        // patches do not overlap, so the projection is a matrix product
        var side = _config.Patch;
        var (rows, columns) = (h / side, w / side);
        var patches = picture.reshape(-1, c, rows, side, columns, side).permute(0, 2, 4, 1, 3, 5).reshape(-1, rows * columns, c * side * side);
        return functional.linear(patches, _project.Weight.flatten(1), _project.Bias).MoveToOuterDisposeScope(); // [B, N, D]
    }
}
