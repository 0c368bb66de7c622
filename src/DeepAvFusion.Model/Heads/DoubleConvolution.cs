using DeepAvFusion.Model.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads;

/// <summary>Two 3x3 convolutions, each with batch norm and ReLU.</summary>
internal sealed class DoubleConvolution : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "double_conv")] private readonly Pair _pair;

    public DoubleConvolution(int inputs, int outputs, WeightInitializer weights)
        : base(nameof(DoubleConvolution))
    {
        _pair = new Pair(inputs, outputs, weights);
        RegisterComponents();
    }

    /// <param name="map">[B, C, H, W]</param>
    /// <param name="even">[B, K], the values of channels behind the map that are the same all over it, or null</param>
    /// <returns>[B, outputs, H, W]; C and K together are the inputs</returns>
    public override Tensor forward(Tensor map, Tensor? even) => _pair.call(map, even);

    /// <summary>The same, where channels behind the map are shared by several samples: they are convolved once.</summary>
    /// <param name="map">[R, C, H, W]</param>
    /// <param name="shared">[B, K, H, W]; C and K together are the inputs</param>
    /// <param name="rows">[R], which of them each sample has</param>
    /// <returns>[R, outputs, H, W]</returns>
    public Tensor Convolve(Tensor map, Tensor shared, Tensor rows) => _pair.Convolve(map, shared, rows);

    /// <summary>The layers under their published numbers; 2 and 5 are the ReLUs.</summary>
    private sealed class Pair : Module<Tensor, Tensor?, Tensor>
    {
        [ComponentName(Name = "0")] private readonly Kernel _first;
        [ComponentName(Name = "1")] private readonly BatchNorm2d _firstNorm;
        [ComponentName(Name = "3")] private readonly Kernel _second;
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

        public override Tensor forward(Tensor map, Tensor? even)
        {
            using var scope = NewDisposeScope();
            var first = even is null ? _first.Convolve(map) : Convolve(map, even);                 // [B, outputs, H, W]
            return Further(first).MoveToOuterDisposeScope();
        }

        public Tensor Convolve(Tensor map, Tensor shared, Tensor rows)
        {
            using var scope = NewDisposeScope();
            var (own, common) = (map.shape[1], shared.shape[1]);
            var first = Convolutions.Convolve(map, _first.Weight.narrow(1, 0, own), bias: null);
            var once = Convolutions.Convolve(shared, _first.Weight.narrow(1, own, common), bias: null);
            return Further(first.add_(once.index_select(0, rows))).MoveToOuterDisposeScope();
        }

        private Tensor Further(Tensor first) => _secondNorm.call(_second.Convolve(_firstNorm.call(first).relu_())).relu_();

        private Tensor Convolve(Tensor map, Tensor even)
        {
            var (varied, constant) = (map.shape[1], even.shape[1]);
            var result = Convolutions.Convolve(map, _first.Weight.narrow(1, 0, varied), bias: null);
            return result.add_(EvenChannels.Convolve(even, _first.Weight.narrow(1, varied, constant), map.shape[2], map.shape[3]));
        }
    }
}
