using DeepAvFusion.Model.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Segmentation;

/// <summary>Convolution, doubling with half-pixel centres, convolution to classes; named by their published numbers.</summary>
internal sealed class MapPredictor : Module<Tensor, Tensor>
{
    [ComponentName(Name = "0")] private readonly Kernel _before;
    [ComponentName(Name = "2")] private readonly Kernel _after;

    public MapPredictor(int inputs, int width, int classes, WeightInitializer weights)
        : base(nameof(MapPredictor))
    {
        _before = weights.Convolution(inputs, width, ConvolutionBias.Zero);
        _after = weights.Convolution(width, classes, ConvolutionBias.Zero);
        RegisterComponents();
    }

    /// <summary>What is added to the scores at last.</summary>
    public Tensor Bias => _after.Bias!;

    /// <param name="map">[B, inputs, H, W]</param>
    /// <returns>[B, classes, 2H, 2W]</returns>
    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        var middle = _before.Convolve(map);                                                        // [B, width, H, W]
        var scores = 9 * _after.Weight.shape[0] < middle.shape[1] ? Late(middle) : _after.Convolve(Double(middle));
        return scores.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Convolution after doubling, with the channels summed before it: doubling acts on every channel alike, so the nine taps of
    /// each class are doubled instead of all channels, then moved to their places.
    /// </summary>
    private Tensor Late(Tensor middle)
    {
        var (classes, width) = (_after.Weight.shape[0], _after.Weight.shape[1]);
        var taps = _after.Weight.permute(0, 2, 3, 1).reshape(classes * 9, width, 1, 1);
        var doubled = Double(Convolutions.Convolve(middle, taps, bias: null));           // [B, classes x 9, 2H, 2W]
        var (rows, columns) = (doubled.shape[2], doubled.shape[3]);
        var ringed = functional.pad(doubled, [1, 1, 1, 1]).unflatten(1, [classes, 9]);           // [B, classes, 9, 2H + 2, 2W + 2]
        var scores = _after.Bias!.reshape(1, -1, 1, 1);
        for (var tap = 0; tap < 9; tap++) scores = scores + ringed.select(2, tap).narrow(2, tap / 3, rows).narrow(3, tap % 3, columns);
        return scores;
    }

    private static Tensor Double(Tensor map) =>
        functional.interpolate(map, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);
}
