using TorchSharp;
using static Standins.Torch.Tests.Reference;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Standins.Torch.Tests.Nn;

public sealed class FunctionalSpecs
{
    [Fact]
    public void Activates_by_gelu_and_its_approximation()
    {
        using var scope = NewDisposeScope();
        Matches(F.gelu(Wave(6)), [6], [0.1821f, 0.673141f, 0.832323f, 0.506806f, 0.02148f, -0.165395f], 2.38125);
        Matches(F.gelu(Wave(6), global::TorchSharp.Modules.GELU.Approximate.tanh), [6], [0.182098f, 0.673044f, 0.832174f, 0.506757f, 0.02148f, -0.16543f], 2.38098);
    }

    [Fact]
    public void Normalises_layers()
    {
        using var scope = NewDisposeScope();
        Matches(F.layer_norm(Wave(2, 6), [6], Wave(6), Wave(6) * 0.1f, 1e-6), [2, 6], [-0.012116f, 0.809071f, 1.226974f, 0.443554f, -0.021094f, 1.044538f], 6.3439);
    }

    [Fact]
    public void Normalises_vectors()
    {
        using var scope = NewDisposeScope();
        Matches(F.normalize(Wave(3, 4), dim: -1), [3, 4], [0.197671f, 0.562853f, 0.663316f, 0.451812f, 0.028611f, -0.421005f], 5.41927);
    }

    [Fact]
    public void Normalises_batches_and_moves_the_running_statistics()
    {
        using var scope = NewDisposeScope();
        Matches(F.batch_norm(Wave(2, 3, 4, 5), null, null, Wave(3), Wave(3), training: true), [2, 3, 4, 5], [0.424479f, 0.649961f, 0.711993f, 0.581399f, 0.3196f, 0.049724f], 97.42633);
        var (mean, variance) = (zeros(3), ones(3));
        F.batch_norm(Wave(2, 3, 4, 5), mean, variance, training: true, momentum: 0.1);
        Matches(mean, [3], [-0.001672f, 0.004698f, 0.002957f], 0.00933);
        Matches(variance, [3], [0.95251f, 0.950104f, 0.951768f], 2.85438);
    }

    [Fact]
    public void Convolves_in_one_two_and_three_dimensions()
    {
        using var scope = NewDisposeScope();
        Matches(F.conv1d(Wave(1, 2, 7), Wave(3, 2, 3), Wave(3), padding: 1, dilation: 2), [1, 3, 5], [1.137534f, 0.06941f, -0.117004f, -0.109402f, 0.582278f, 0.368958f], 11.10426);
        Matches(F.conv2d(Wave(2, 3, 4, 5), Wave(4, 3, 2, 2), Wave(4), strides: [2, 2], padding: [1, 1]), [2, 4, 3, 3], [-0.402024f, -0.386235f, 1.456347f, -0.229619f, -0.649856f, 1.10073f], 67.89456);
        Matches(F.conv3d(Wave(1, 2, 3, 4, 4), Wave(2, 2, 2, 2, 2)), [1, 2, 2, 3, 3], [-0.146933f, 0.985087f, 1.653802f, 0.709118f, -0.459983f, -1.412747f], 41.71511);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_convolution_in_bfloat16_adds_up_exactly_and_rounds_once(bool transposed)
    {
        using var scope = NewDisposeScope();
        var (x, w, b) = (Wave(2, 512, 6, 6).to(bfloat16), Wave(512, 512, 3, 3).to(bfloat16), Wave(512).to(bfloat16));
        Tensor Convolved(ScalarType type) => transposed
            ? F.conv_transpose2d(x.to(type), w.to(type), b.to(type), strides: [2, 2])
            : F.conv2d(x.to(type), w.to(type), b.to(type), padding: [1, 1]);
        var (narrow, wide) = (Convolved(ScalarType.BFloat16), Convolved(ScalarType.Float32));
        Assert.Equal(ScalarType.BFloat16, narrow.dtype);
        Assert.InRange(((narrow.to(float32) - wide).abs().max() / wide.abs().max()).ToDouble(), 0, 0.004);
    }

    [Fact]
    public void Products_in_bfloat16_add_up_exactly_and_round_once()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (Wave(3, 5, 2048).to(bfloat16), Wave(3, 2048, 4).to(bfloat16), Wave(3, 5, 4).to(bfloat16));
        Near(a.matmul(b), a.@float().matmul(b.@float()));
        Near(a.bmm(b), a.@float().matmul(b.@float()));
        Near(a[0].mm(b[0]), a[0].@float().matmul(b[0].@float()));
        Near(a[0].mv(b[0, .., 0]), a[0].@float().matmul(b[0, .., 0].@float()));
        Near(c[0].addmm(a[0], b[0]), c[0].@float() + a[0].@float().matmul(b[0].@float()));
        Near(c.baddbmm(a, b), c.@float() + a.@float().matmul(b.@float()));
        Near(F.linear(a, b[0].t().contiguous()), a.@float().matmul(b[0].@float()));

        static void Near(Tensor narrow, Tensor wide)
        {
            Assert.Equal(ScalarType.BFloat16, narrow.dtype);
            Assert.InRange(((narrow.@float() - wide).abs().max() / wide.abs().max()).ToDouble(), 0, 0.004);
        }
    }

    [Fact]
    public void Convolves_in_groups_keeping_the_size()
    {
        using var scope = NewDisposeScope();
        Matches(F.conv2d_padding(Wave(2, 3, 4, 5), Wave(6, 1, 3, 3), padding: Padding.Same, groups: 3), [2, 6, 4, 5], [0.403452f, 1.41986f, 2.07217f, 1.749906f, 0.548223f, 0.534577f], 188.49588);
    }

    [Fact]
    public void Transposes_a_convolution()
    {
        using var scope = NewDisposeScope();
        Matches(F.conv_transpose2d(Wave(1, 2, 3, 3), Wave(2, 3, 2, 2), Wave(3), strides: [2, 2]), [1, 3, 6, 6], [0.589395f, 0.551911f, 1.108005f, 1.024664f, 1.244491f, 1.15449f], 82.71824);
    }

    [Fact]
    public void Resamples()
    {
        using var scope = NewDisposeScope();
        Matches(F.interpolate(Wave(2, 3, 4, 5), [6, 7], mode: InterpolationMode.Bilinear, align_corners: false), [2, 3, 6, 7], [0.29552f, 0.607492f, 0.884383f, 0.991665f, 0.765807f, 0.403799f], 96.39204);
        Matches(F.interpolate(Wave(2, 3, 4, 5), scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: true), [2, 3, 8, 10], [0.29552f, 0.538165f, 0.78081f, 0.891536f, 0.958288f, 0.921398f], 177.45873);
        Matches(F.interpolate(Wave(2, 3, 4, 5), scale_factor: [2, 2], mode: InterpolationMode.Nearest), [2, 3, 8, 10], [0.29552f, 0.29552f, 0.841471f, 0.841471f, 0.991665f, 0.991665f], 306.16795);
        Matches(F.interpolate(Wave(2, 3, 4, 5), [6, 7], mode: InterpolationMode.Bicubic, align_corners: false), [2, 3, 6, 7], [0.325081f, 0.720669f, 1.125587f, 1.154436f, 0.957498f, 0.411642f], 125.81931);
    }

    [Fact]
    public void Pads()
    {
        using var scope = NewDisposeScope();
        Matches(F.pad(Wave(2, 3, 4, 5), (1, 2, 2, 1), PaddingModes.Reflect), [2, 3, 7, 8], [0.989358f, 0.850437f, 0.989358f, 0.662969f, 0.024776f, -0.625071f], 212.52909);
        Matches(F.pad(Wave(2, 3, 4, 5), (1, 2), value: 0.5), [2, 3, 4, 8], [0.5f, 0.29552f, 0.841471f, 0.991665f, 0.675463f, 0.041581f], 112.54199);
        Matches(F.pad(Wave(2, 3, 4, 5), (1, 0, 0, 2), PaddingModes.Replicate), [2, 3, 6, 6], [0.29552f, 0.29552f, 0.841471f, 0.991665f, 0.675463f, 0.041581f], 140.15712);
    }

    [Fact]
    public void Unfolds_patches_and_folds_them_back()
    {
        using var scope = NewDisposeScope();
        Matches(F.unfold(Wave(2, 3, 4, 5), (2, 2), stride: (2, 2)), [2, 12, 4], [0.29552f, 0.991665f, 0.850437f, 0.662969f, 0.841471f, 0.675463f], 61.15069);
        Matches(F.fold(F.unfold(Wave(2, 3, 4, 5), (2, 2)), (4, 5), (2, 2)), [2, 3, 4, 5], [0.29552f, 1.682942f, 1.98333f, 1.350927f, 0.041581f, -1.223716f], 182.3981);
    }

    [Fact]
    public void Samples_at_the_places_of_a_grid()
    {
        using var scope = NewDisposeScope();
        Matches(F.grid_sample(Wave(2, 3, 4, 5), Wave(2, 2, 3, 2), GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: true), [2, 3, 2, 3], [0.103816f, 0.137355f, -0.086368f, 0.154267f, 0.846201f, 0.682069f], 12.4136);
        Matches(F.grid_sample(Wave(2, 3, 4, 5), Wave(2, 2, 3, 2), GridSampleMode.Nearest, GridSamplePaddingMode.Zeros, align_corners: false), [2, 3, 2, 3], [0.327474f, 0.859162f, 0.991665f, 0.29552f, 0.989358f, 0.859162f], 23.42335);
    }

    [Fact]
    public void Pools()
    {
        using var scope = NewDisposeScope();
        Matches(F.avg_pool2d(Wave(2, 3, 4, 5), 2), [2, 3, 2, 2], [-0.113099f, 0.102449f, -0.004148f, 0.164247f, 0.106844f, 0.145204f], 2.57784);
        Matches(F.max_pool2d(Wave(2, 3, 4, 5), 2, stride: 1), [2, 3, 3, 4], [0.841471f, 0.991665f, 0.991665f, 0.675463f, 0.989358f, 0.989358f], 58.32801);
        Matches(F.adaptive_avg_pool2d(Wave(2, 3, 4, 5), (2, 3)), [2, 3, 2, 3], [-0.113099f, 0.045623f, 0.163677f, -0.004148f, 0.128483f, 0.146585f], 3.68831);
    }

    [Fact]
    public void Compares_with_class_numbers_and_with_probabilities()
    {
        using var scope = NewDisposeScope();
        Matches(F.cross_entropy(Wave(4, 5), tensor(new long[] { 1, 0, 4, 2 }), label_smoothing: 0.1).view(1), [1], [1.977792f], 1.97779);
        Matches(F.cross_entropy(Wave(4, 5), Wave(4, 5).softmax(-1)).view(1), [1], [1.473188f], 1.47319);
    }

    [Fact]
    public void Compares_logits_with_weighted_yes_or_no_targets()
    {
        using var scope = NewDisposeScope();
        Matches(F.binary_cross_entropy_with_logits(Wave(6), tensor(new float[] { 0, 1, 1, 0, 1, 0 }), Wave(6).abs(), nn.Reduction.None), [6], [0.25172f, 0.301606f, 0.31288f, 0.734133f, 0.027966f, 0.265119f], 1.89342);
    }

    [Fact]
    public void Attends()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (Wave(2, 3, 4), Wave(2, 5, 4).cos(), Wave(2, 5, 4));
        Matches(F.scaled_dot_product_attention(q, k, v), [2, 3, 4], [-0.068258f, 0.024684f, 0.106016f, 0.137488f, -0.029951f, 0.055408f], 2.14403);
        Matches(F.scaled_dot_product_attention(q, k, v, ones(3, 5).tril().to(ScalarType.Bool)), [2, 3, 4], [0.29552f, 0.841471f, 0.991665f, 0.675463f, 0.167724f, 0.110075f], 7.53066);
    }

    [Fact]
    public void Makes_one_hot_rows()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0L, 1, 0, 0, 0, 1], F.one_hot(tensor(new long[] { 1, 2 }), 3).data<long>().ToArray());
    }

    [Fact]
    public void Drops_in_training_only()
    {
        using var scope = NewDisposeScope();
        var x = ones(1000);
        Assert.True(F.dropout(x, 0.5, training: false).allclose(x));
        var dropped = F.dropout(x, 0.5, training: true);
        Assert.InRange((dropped == 0).sum().ToInt64(), 400, 600);
        Assert.Equal(2f, dropped.max().ToSingle());
    }
}
