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

    /// <param name="map">[B, inputs, H, W]</param>
    /// <returns>[B, classes, 2H, 2W]</returns>
    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        var doubled = functional.interpolate(
            _before.call(map), scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);
        return _after.call(doubled).MoveToOuterDisposeScope();
    }
}
