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
    internal Conv2d Patches(int channels, int width, int patch)
    {
        var layer = nn.Conv2d(channels, width, patch, stride: patch);
        DrawPatches(layer.weight, layer.bias!);
        return layer;
    }

    /// <summary>A tubelet projection, initialised as <see cref="Patches"/>.</summary>
    internal Conv3d Tubelets(int channels, int width, int frames, int patch)
    {
        var layer = nn.Conv3d(channels, width, (frames, patch, patch), stride: (frames, patch, patch));
        DrawPatches(layer.weight, layer.bias!);
        return layer;
    }

    /// <summary>A 3x3 convolution that keeps the size: Kaiming-normal weight for ReLU, fan-out.</summary>
    internal Conv2d Convolution(int inputs, int outputs, ConvolutionBias bias)
    {
        var layer = nn.Conv2d(inputs, outputs, 3, padding: 1, bias: bias != ConvolutionBias.None);
        DrawConvolution(layer.weight, layer.bias, bias);
        return layer;
    }

    /// <summary>A transposed convolution whose tiles do not overlap, initialised as <see cref="Convolution"/>.</summary>
    internal ConvTranspose2d Enlargement(int inputs, int outputs, int factor, ConvolutionBias bias)
    {
        var layer = nn.ConvTranspose2d(inputs, outputs, factor, stride: factor);
        DrawConvolution(layer.weight, layer.bias, bias);
        return layer;
    }

    /// <summary>Learned tokens, normal with standard deviation 0.02.</summary>
    internal Parameter Tokens(params long[] shape)
    {
        var tokens = Parameter(empty(shape));
        using var frozen = no_grad();
        if (_generator is not null) nn.init.normal_(tokens, 0, 0.02, _generator);
        return tokens;
    }

    /// <summary>A bias table, truncated normal with standard deviation 0.02.</summary>
    internal Parameter BiasTable(long rows, long columns)
    {
        var table = Parameter(empty(rows, columns));
        using var frozen = no_grad();
        if (_generator is not null) nn.init.trunc_normal_(table, 0, 0.02, -2, 2, _generator);
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

    private void DrawPatches(Parameter weight, Parameter bias)
    {
        var patch = weight.numel() / weight.shape[0];
        Uniform(weight, Math.Sqrt(6.0 / (weight.shape[0] + patch)));
        Uniform(bias, 1 / Math.Sqrt(patch));
    }

    private void DrawConvolution(Parameter weight, Parameter? bias, ConvolutionBias kind)
    {
        if (_generator is null) return;
        using var frozen = no_grad();
        var area = weight.shape[2] * weight.shape[3];
        nn.init.normal_(weight, 0, Math.Sqrt(2.0 / (weight.shape[0] * area)), _generator);
        if (kind == ConvolutionBias.Zero) nn.init.zeros_(bias!);
        else if (bias is not null) Uniform(bias, 1 / Math.Sqrt(weight.shape[1] * area));
    }

    private void Uniform(Tensor parameter, double bound)
    {
        using var frozen = no_grad();
        if (_generator is not null) nn.init.uniform_(parameter, -bound, bound, _generator);
    }
}
