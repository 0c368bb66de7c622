using DeepAvFusion.Model.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Segmentation;

/// <summary>Convolution, doubling with half-pixel centres, convolution to classes; named by their published numbers.</summary>
internal sealed class MapPredictor : Module<Tensor, Tensor>
{
    [ComponentName(Name = "0")] private readonly Conv2d _before;
    [ComponentName(Name = "2")] private readonly Conv2d _after;

    public MapPredictor(int inputs, int width, int classes, WeightInitializer weights)
        : base(nameof(MapPredictor))
    {
        _before = weights.Convolution(inputs, width, ConvolutionBias.Zero);
        _after = weights.Convolution(width, classes, ConvolutionBias.Zero);
        RegisterComponents();
    }

    /// <summary>What is added to the scores at last.</summary>
    public Tensor Bias => _after.bias!;

    /// <param name="map">[B, inputs, H, W]</param>
    /// <returns>[B, classes, 2H, 2W]</returns>
    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        var middle = _before.call(map);                                                        // [B, width, H, W]
        var scores = 9 * _after.weight.shape[0] < middle.shape[1] ? Late(middle) : _after.call(Double(middle));
        return scores.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Convolution after doubling, with the channels summed before it: doubling acts on every channel alike, so the nine taps of
    /// each class are doubled instead of all channels, then moved to their places.
    /// </summary>
    private Tensor Late(Tensor middle)
    {
        var (classes, width) = (_after.weight.shape[0], _after.weight.shape[1]);
        var taps = _after.weight.permute(0, 2, 3, 1).reshape(classes * 9, width, 1, 1);
        var doubled = Double(functional.conv2d(middle, taps));                                 // [B, classes x 9, 2H, 2W]
        var places = eye(9).to(middle.dtype).to(middle.device).reshape(1, 9, 3, 3).expand(classes, -1, -1, -1);
        return functional.conv2d(doubled, places, _after.bias, padding: [1, 1], groups: classes);
    }

    private static Tensor Double(Tensor map) =>
        functional.interpolate(map, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);
}
