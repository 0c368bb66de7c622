using DeepAvFusion.Model.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Tests.Layers;

/// <summary>Convolutions against matrix products over the same taps. Without zeros up to whole blocks of channels some are wrong on some CPUs, though not in every run.</summary>
public sealed class ConvolutionSpecs : IDisposable
{
    private const int Rounds = 5;
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<int, int, int, ScalarType> Sizes()
    {
        var all = new TheoryData<int, int, int, ScalarType>();
        foreach (var (inputs, outputs, side) in new[] { (3, 1, 3), (6, 3, 3), (12, 24, 3), (24, 24, 3), (24, 4, 3), (96, 144, 3), (16, 32, 3), (5, 9, 1), (33, 71, 1) })
            foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 }) all.Add(inputs, outputs, side, type);
        return all;
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gives_what_a_matrix_product_gives_forward_and_backward(int inputs, int outputs, int side, ScalarType type)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var map = Numbers([2, inputs, 24, 20], type, seed: round);
            var weight = Numbers([outputs, inputs, side, side], type, seed: 100 + round);
            var bias = Numbers([outputs], type, seed: 200 + round);
            var found = With(map, weight, bias, Convolutions.Convolve);
            var expected = With(map.@float(), weight.@float(), bias.@float(), Product);
            var tolerance = type == ScalarType.Float32 ? 1e-4 : 0.03;
            foreach (var (name, one, other) in found.Zip(expected, (one, other) => (one.Name, one.Value, other.Value)))
                Assert.True(Distance(one, other) < tolerance, $"{name} of {inputs} to {outputs} in round {round}: {Distance(one, other)}");
        }
    }

    /// <summary>The result, and the gradients of its sum against fixed numbers.</summary>
    private static (string Name, Tensor Value)[] With(Tensor map, Tensor weight, Tensor bias, Func<Tensor, Tensor, Tensor, Tensor> convolve)
    {
        Tensor[] leaves = [map.detach().clone().requires_grad_(), weight.detach().clone().requires_grad_(), bias.detach().clone().requires_grad_()];
        var result = convolve(leaves[0], leaves[1], leaves[2]);
        (result.@float() * SmallModels.Numbers(result.shape, seed: 300)).sum().backward();
        return [("result", result), ("gradient of the map", leaves[0].grad!), ("gradient of the weight", leaves[1].grad!), ("gradient of the bias", leaves[2].grad!)];
    }

    private static Tensor Product(Tensor map, Tensor weight, Tensor bias)
    {
        var (batch, rows, columns, side) = (map.shape[0], map.shape[2], map.shape[3], weight.shape[2]);
        var padded = functional.pad(map, [side / 2, side / 2, side / 2, side / 2]);
        var taps = new List<Tensor>();
        for (var tap = 0; tap < side * side; tap++) taps.Add(padded.narrow(2, tap / side, rows).narrow(3, tap % side, columns));
        var all = stack(taps, 2).flatten(1, 2).flatten(2);                                     // [B, inputs x k x k, H x W]
        return (weight.flatten(1).matmul(all) + bias.unsqueeze(1)).reshape(batch, -1, rows, columns);
    }

    /// <summary>Largest difference, as a share of the largest number expected; infinite for what is no number.</summary>
    private static double Distance(Tensor found, Tensor expected)
    {
        var distance = (found.@float() - expected).abs().max().ToDouble() / expected.abs().max().ToDouble();
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    private static Tensor Numbers(long[] shape, ScalarType type, int seed) => SmallModels.Numbers(shape, seed).to(type);
}
