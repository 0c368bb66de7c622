using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Layers;

/// <summary>Makes layers with the published initial weights, all drawn from one seeded stream in definition order.</summary>
public sealed class WeightInitializer : IDisposable
{
    private readonly Generator? _generator;

    private WeightInitializer(Generator? generator) => _generator = generator;

    /// <summary>Weights drawn from <paramref name="seed"/>; the same seed gives the same weights.</summary>
    public static WeightInitializer Seeded(ulong seed) => new(new Generator(seed));

    /// <summary>Weights left undefined, for a network whose checkpoint is loaded next.</summary>
    public static WeightInitializer Blank() => new(generator: null);

    public void Dispose() => _generator?.Dispose();

    /// <summary>A linear layer: Xavier-uniform weight, zero bias.</summary>
    internal Linear Linear(long inputs, long outputs)
    {
        var layer = nn.Linear(Parameter(empty(outputs, inputs)), Parameter(zeros(outputs)));
        Uniform(layer.weight, Math.Sqrt(6.0 / (inputs + outputs)));
        return layer;
    }

    /// <summary>Layer norm over the last axis: weight 1, bias 0.</summary>
    internal static LayerNorm Norm(long width, double epsilon) => nn.LayerNorm(width, epsilon);

    /// <summary>A patch projection: Xavier-uniform over the flattened patch, default bias.</summary>
    /// <returns>Weight [width, channels, patch, patch]</returns>
    internal Kernel Patches(int channels, int width, int patch) => Projection([width, channels, patch, patch]);

    /// <summary>A tubelet projection, initialised as <see cref="Patches"/>.</summary>
    /// <returns>Weight [width, channels, frames, patch, patch]</returns>
    internal Kernel Tubelets(int channels, int width, int frames, int patch) => Projection([width, channels, frames, patch, patch]);

    /// <summary>A 3x3 convolution that keeps the size: Kaiming-normal weight for ReLU, fan-out.</summary>
    /// <returns>Weight [outputs, inputs, 3, 3]</returns>
    internal Kernel Convolution(int inputs, int outputs, ConvolutionBias bias) => Drawn([outputs, inputs, 3, 3], outputs, bias);

    /// <summary>A transposed convolution whose tiles do not overlap, initialised as <see cref="Convolution"/>.</summary>
    /// <returns>Weight [inputs, outputs, factor, factor]</returns>
    internal Kernel Enlargement(int inputs, int outputs, int factor, ConvolutionBias bias) => Drawn([inputs, outputs, factor, factor], outputs, bias);

    /// <summary>Learned tokens, normal with standard deviation 0.02.</summary>
    internal Parameter Tokens(params long[] shape)
    {
        var tokens = Parameter(empty(shape));
        Normal(tokens, 0.02);
        return tokens;
    }

    /// <summary>A bias table, truncated normal with standard deviation 0.02.</summary>
    internal Parameter BiasTable(long rows, long columns)
    {
        var table = Parameter(empty(rows, columns));
        using var frozen = no_grad();
        if (_generator is null) return table;
        // cut off at a hundred deviations: TorchSharp's trunc_normal_ takes no notice of a generator
        using var drawn = table.uniform_(-1, 1, _generator).erfinv();
        table.copy_(drawn.mul_(0.02 * Math.Sqrt(2)).clamp_(-2, 2));
        return table;
    }

    /// <summary>A position table [1, N, D], trained or frozen.</summary>
    internal static Parameter Positions(Tensor table, bool trained)
    {
        using (table) return Parameter(table.unsqueeze(0).clone(), trained);
    }

    private static Parameter Parameter(Tensor data, bool trained = true)
    {
        var parameter = new Parameter(data, trained);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    private Kernel Projection(long[] shape)
    {
        var (weight, bias) = (Parameter(empty(shape)), Parameter(empty(shape[0])));
        var patch = weight.numel() / shape[0];
        Uniform(weight, Math.Sqrt(6.0 / (shape[0] + patch)));
        Uniform(bias, 1 / Math.Sqrt(patch));
        return new Kernel(weight, bias);
    }

    private Kernel Drawn(long[] shape, int outputs, ConvolutionBias kind)
    {
        var (weight, bias) = (Parameter(empty(shape)), kind == ConvolutionBias.None ? null : Parameter(zeros(outputs)));
        var area = shape[2] * shape[3];
        Normal(weight, Math.Sqrt(2.0 / (shape[0] * area)));
        if (kind == ConvolutionBias.Uniform) Uniform(bias!, 1 / Math.Sqrt(shape[1] * area));
        return new Kernel(weight, bias);
    }

    private void Normal(Tensor parameter, double deviation)
    {
        using var frozen = no_grad();
        if (_generator is not null) parameter.normal_(0, deviation, _generator);
    }

    private void Uniform(Tensor parameter, double bound)
    {
        using var frozen = no_grad();
        if (_generator is not null) parameter.uniform_(-bound, bound, _generator);
    }
}
