using DeepAvFusion.Model.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads;

/// <summary>Two 3x3 convolutions, each with batch norm and ReLU.</summary>
internal sealed class DoubleConvolution : Module<Tensor, Tensor>
{
    [ComponentName(Name = "double_conv")] private readonly Pair _pair;

    public DoubleConvolution(int inputs, int outputs, WeightInitializer weights)
        : base(nameof(DoubleConvolution))
    {
        _pair = new Pair(inputs, outputs, weights);
        RegisterComponents();
    }

    /// <param name="map">[B, inputs, H, W]</param>
    /// <returns>[B, outputs, H, W]</returns>
    public override Tensor forward(Tensor map) => _pair.call(map);

    /// <summary>The layers under their published numbers; 2 and 5 are the ReLUs.</summary>
    private sealed class Pair : Module<Tensor, Tensor>
    {
        [ComponentName(Name = "0")] private readonly Conv2d _first;
        [ComponentName(Name = "1")] private readonly BatchNorm2d _firstNorm;
        [ComponentName(Name = "3")] private readonly Conv2d _second;
        [ComponentName(Name = "4")] private readonly BatchNorm2d _secondNorm;

        public Pair(int inputs, int outputs, WeightInitializer weights)
            : base(nameof(Pair))
        {
            _first = weights.Convolution(inputs, outputs, ConvolutionBias.None);
            _firstNorm = BatchNorm2d(outputs);
            _second = weights.Convolution(outputs, outputs, ConvolutionBias.None);
            _secondNorm = BatchNorm2d(outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor map)
        {
            using var scope = NewDisposeScope();
            var middle = functional.relu(_firstNorm.call(_first.call(map)));
            return functional.relu(_secondNorm.call(_second.call(middle))).MoveToOuterDisposeScope();
        }
    }
}
