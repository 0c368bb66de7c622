using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Tests.Heads;

public sealed class DecoderArithmeticSpecs
{
    [Theory]
    [InlineData(5, 4)]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    public void Even_channels_convolve_as_if_they_were_repeated_over_the_map(int rows, int columns)
    {
        var (values, kernel) = (SmallModels.Numbers([2, 6], seed: 1), SmallModels.Numbers([4, 6, 3, 3], seed: 2));

        var repeated = functional.conv2d(values.unsqueeze(-1).unsqueeze(-1).expand(-1, -1, rows, columns), kernel, padding: [1, 1]);

        Assert.InRange(SmallModels.Distance(repeated, EvenChannels.Convolve(values, kernel, rows, columns)), 0, 1e-5);
    }

    [Fact]
    public void Enlarges_as_a_transposed_convolution_and_puts_even_channels_last()
    {
        using var enlargement = new Enlargement(inputs: 8, outputs: 5, skip: 7, factor: 4, ConvolutionBias.Uniform, SmallModels.Weights());
        enlargement.eval();
        var (map, finer, even) = (SmallModels.Numbers([2, 8, 2, 3], seed: 1), SmallModels.Numbers([2, 4, 8, 12], seed: 2), SmallModels.Numbers([2, 3], seed: 3));
        var state = enlargement.state_dict();

        var enlarged = functional.conv_transpose2d(map, state["up.weight"], state["up.bias"], strides: [4, 4]);
        var joined = cat([enlarged, finer, even.unsqueeze(-1).unsqueeze(-1).expand(-1, -1, 8, 12)], 1);
        var middle = (functional.conv2d(joined, state["conv.double_conv.0.weight"], padding: [1, 1]) / Math.Sqrt(1 + 1e-5)).relu();
        var expected = (functional.conv2d(middle, state["conv.double_conv.3.weight"], padding: [1, 1]) / Math.Sqrt(1 + 1e-5)).relu();

        Assert.InRange(SmallModels.Distance(expected, enlargement.call(map, finer, even)), 0, 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Predicts_the_same_map_whichever_way_is_cheaper(int classes)
    {
        using var predictor = new MapPredictor(inputs: 6, width: 32, classes, SmallModels.Weights());
        var (map, state) = (SmallModels.Numbers([2, 6, 3, 4], seed: 1), predictor.state_dict());
        using (no_grad()) state["2.bias"].normal_();

        var doubled = functional.interpolate(
            functional.conv2d(map, state["0.weight"], state["0.bias"], padding: [1, 1]),
            scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);
        var expected = functional.conv2d(doubled, state["2.weight"], state["2.bias"], padding: [1, 1]);

        Assert.InRange(SmallModels.Distance(expected, predictor.call(map)), 0, 1e-5);
    }
}
