using DeepAvFusion.Model.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads;

/// <summary>Enlarges a map, puts what a finer level knows behind it, and convolves twice.</summary>
internal sealed class Enlargement : Module<Tensor, Tensor?, Tensor?, Tensor>
{
    [ComponentName(Name = "up")] private readonly Kernel _enlarge;
    [ComponentName(Name = "conv")] private readonly DoubleConvolution _convolve;

    /// <param name="inputs">Channels of the map; the enlarged one has <c>inputs / factor</c></param>
    /// <param name="outputs">Channels of the result</param>
    /// <param name="skip">Channels of the finer maps together</param>
    /// <param name="factor">Enlargement of both sides</param>
    /// <param name="bias">How the bias of the transposed convolution starts</param>
    /// <param name="weights">Initial weights</param>
    public Enlargement(int inputs, int outputs, int skip, int factor, ConvolutionBias bias, WeightInitializer weights)
        : base(nameof(Enlargement))
    {
        _enlarge = weights.Enlargement(inputs, inputs / factor, factor, bias);
        _convolve = new DoubleConvolution(inputs / factor + skip, outputs, weights);
        RegisterComponents();
    }

    /// <param name="map">[B, inputs, H, W]</param>
    /// <param name="finer">[B, C, H x factor, W x factor] or null</param>
    /// <param name="even">[B, K], channels behind them that are the same all over the map, or null; C and K together are the skip</param>
    /// <returns>[B, outputs, H x factor, W x factor]</returns>
    public override Tensor forward(Tensor map, Tensor? finer, Tensor? even)
    {
        using var scope = NewDisposeScope();
        var enlarged = Enlarge(map);                                                           // [B, inputs / factor, H x factor, W x factor]
        return _convolve.call(finer is null ? enlarged : cat([enlarged, finer], 1), even).MoveToOuterDisposeScope();
    }

    /// <summary>The same, where several maps have the finer one in common.</summary>
    /// <param name="map">[R, inputs, H, W]</param>
    /// <param name="finer">[B, skip, H x factor, W x factor]</param>
    /// <param name="rows">[R], which of them each map has</param>
    /// <returns>[R, outputs, H x factor, W x factor]</returns>
    public Tensor Enlarge(Tensor map, Tensor finer, Tensor rows)
    {
        using var scope = NewDisposeScope();
        return _convolve.Convolve(Enlarge(map), finer, rows).MoveToOuterDisposeScope();
    }

    /// <summary>The transposed convolution as a matrix product: its tiles do not overlap, so every pixel gives one tile.</summary>
    private Tensor Enlarge(Tensor map)
    {
        var (batch, inputs, rows, columns) = (map.shape[0], map.shape[1], map.shape[2], map.shape[3]);
        var (outputs, side) = (_enlarge.Weight.shape[1], _enlarge.Weight.shape[2]);
        var pixels = map.flatten(2).transpose(1, 2);                                           // [B, H x W, inputs]
        var bias = _enlarge.Bias!.unsqueeze(1).expand(-1, side * side).reshape(-1);            // [outputs x k x k]
        return functional.linear(pixels, _enlarge.Weight.reshape(inputs, -1).transpose(0, 1), bias)
            .reshape([batch, rows, columns, outputs, side, side])
            .permute(0, 3, 1, 4, 2, 5)                                                         // [B, outputs, H, k, W, k]
            .reshape(batch, outputs, rows * side, columns * side);
    }
}
