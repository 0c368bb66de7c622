using DeepAvFusion.Model.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads;

/// <summary>Enlarges a map, puts the maps of a finer level behind it, and convolves twice.</summary>
internal sealed class Enlargement : Module<Tensor, IReadOnlyList<Tensor>, Tensor>
{
    [ComponentName(Name = "up")] private readonly ConvTranspose2d _enlarge;
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
    /// <param name="finer">Maps [B, .., H x factor, W x factor]; may be empty</param>
    /// <returns>[B, outputs, H x factor, W x factor]</returns>
    public override Tensor forward(Tensor map, IReadOnlyList<Tensor> finer)
    {
        using var scope = NewDisposeScope();
        var enlarged = _enlarge.call(map);
        return _convolve.call(finer.Count == 0 ? enlarged : cat([enlarged, .. finer], 1)).MoveToOuterDisposeScope();
    }
}
