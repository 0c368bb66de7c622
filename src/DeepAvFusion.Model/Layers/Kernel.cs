using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Layers;

/// <summary>Weight and bias of a convolution under the names of checkpoints; whoever holds it decides how they are applied (<see cref="Convolutions"/>, or a matrix product).</summary>
internal sealed class Kernel : nn.Module
{
    [ComponentName(Name = "weight")] private readonly Parameter _weight;
    [ComponentName(Name = "bias")] private readonly Parameter? _bias;

    /// <param name="weight">[outputs, inputs, ..], of a transposed convolution [inputs, outputs, ..]</param>
    /// <param name="bias">[outputs] or null</param>
    public Kernel(Parameter weight, Parameter? bias)
        : base(nameof(Kernel))
    {
        (_weight, _bias) = (weight, bias);
        RegisterComponents();
    }

    public Parameter Weight => _weight;

    public Parameter? Bias => _bias;
}
