using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Standins.Torch.Tests.Nn;

public sealed class LayerSpecs
{
    [Fact]
    public void Layers_compute_what_their_functions_do()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 8, 8);
        using var conv = Conv2d(3, 6, (3, 3), stride: (2, 2), padding: (1, 1));
        Assert.True(conv.call(x).allclose(functional.conv2d(x, conv.weight, conv.bias, [2, 2], [1, 1])));
        using var same = Conv2d(3, 6, 3, Padding.Same, bias: false);
        Assert.Equal([2L, 6, 8, 8], same.call(x).shape);
        Assert.Null(same.bias);
        using var reflected = Conv2d(3, 6, 3, padding: 1, padding_mode: PaddingModes.Reflect);
        Assert.True(reflected.call(x).allclose(functional.conv2d(functional.pad(x, (1, 1, 1, 1), PaddingModes.Reflect), reflected.weight, reflected.bias), atol: 1e-5));
        using var up = ConvTranspose2d(3, 4, 2, stride: 2);
        Assert.Equal([2L, 4, 16, 16], up.call(x).shape);
        Assert.Equal([3L, 4, 2, 2], up.weight.shape);
        using var line = Conv1d(3, 5, 3, padding: 1);
        Assert.Equal([2L, 5, 7], line.call(randn(2, 3, 7)).shape);
        using var volume = Conv3d(3, 5, (2, 2, 2), stride: (2, 2, 2));
        Assert.Equal([1L, 5, 2, 2, 2], volume.call(randn([1L, 3, 4, 4, 4])).shape);
        Assert.Throws<ArgumentException>(() => conv.call(randn(2, 4, 8, 8)));
    }

    [Fact]
    public void Batch_normalisation_tracks_in_training_and_applies_in_evaluation()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm2d(3, affine: false);
        var x = randn(4, 3, 5, 5) * 2 + 1;
        var trained = norm.call(x);
        Assert.InRange(trained.mean().ToDouble(), -1e-5, 1e-5);
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
        Assert.Equal(["running_mean", "running_var", "num_batches_tracked"], norm.state_dict().Keys);
        norm.eval();
        var expected = (x - norm.running_mean!.view(1, 3, 1, 1)) / (norm.running_var!.view(1, 3, 1, 1) + 1e-5).sqrt();
        Assert.True(norm.call(x).allclose(expected, atol: 1e-5));
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
        using var flat = BatchNorm1d(4);
        Assert.Equal(["weight", "bias"], flat.named_parameters().Select(p => p.name));
        Assert.Equal([2L, 4], flat.call(randn(2, 4)).shape);
        Assert.Throws<ArgumentException>(() => norm.call(randn(2, 3)));
    }

    [Fact]
    public void An_embedding_looks_rows_up_and_learns_them()
    {
        using var scope = NewDisposeScope();
        using var table = Embedding(5, 3, padding_idx: 0);
        var rows = table.call(tensor(new long[,] { { 1, 0 }, { 4, 1 } }));
        Assert.Equal([2L, 2, 3], rows.shape);
        Assert.Equal([0f, 0f, 0f], rows[0, 1].data<float>().ToArray());
        rows.sum().backward();
        Assert.Equal([0f, 2f, 0f, 0f, 1f], table.weight!.grad![TensorIndex.Colon, 0].contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Linear_layers_start_within_their_bounds_and_can_lack_a_bias()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(100, 50);
        Assert.InRange(linear.weight.abs().max().ToSingle(), 0.05f, 0.1f);
        Assert.InRange(linear.bias!.abs().max().ToSingle(), 0.05f, 0.1f);
        Assert.Equal([50L, 100], linear.weight.shape);
        using var bare = Linear(3, 2, hasBias: false);
        Assert.Null(bare.bias);
        Assert.Single(bare.parameters());
    }

    [Fact]
    public void Parameters_made_inside_a_scope_outlive_it()
    {
        global::TorchSharp.Modules.Linear linear;
        using (NewDisposeScope()) linear = Linear(2, 2);
        using (linear) Assert.False(linear.weight.IsInvalid);
    }

    [Fact]
    public void A_sequence_passes_through_and_names_its_modules_by_number()
    {
        using var scope = NewDisposeScope();
        using var sequence = Sequential(Linear(3, 4), ReLU(), Dropout(0.5), Identity(), Flatten(), Softmax(1));
        sequence.eval();
        Assert.Equal([2L, 4], sequence.call(randn(2, 3)).shape);
        Assert.Equal(["0.weight", "0.bias"], sequence.named_parameters().Select(p => p.name));
        using var named = Sequential(("in", Linear(3, 4)), ("out", Linear(4, 2)));
        Assert.Equal(["in.weight", "in.bias", "out.weight", "out.bias"], named.state_dict().Keys);
    }

    [Fact]
    public void Losses_reduce_as_told()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(new[] { 1f, 2f }), tensor(new[] { 3f, 5f }));
        Assert.Equal(6.5f, MSELoss().call(x, y).ToSingle());
        Assert.Equal(13f, MSELoss(Reduction.Sum).call(x, y).ToSingle());
        Assert.Equal([4f, 9f], MSELoss(Reduction.None).call(x, y).data<float>().ToArray());
        var logits = tensor(new float[,] { { 2, 0 }, { 0, 2 } });
        Assert.Equal(0.126928f, CrossEntropyLoss().call(logits, tensor(new long[] { 0, 1 })).ToSingle(), 5);
        Assert.Equal(0.313262f, BCEWithLogitsLoss().call(tensor(new[] { 1f }), tensor(new[] { 1f })).ToSingle(), 5);
    }
}
