using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class IndexingSpecs
{
    private static Tensor Grid() => arange(12, dtype: float32).view(3, 4);

    private static float[] Values(Tensor t) => t.contiguous().data<float>().ToArray();

    [Fact]
    public void Takes_numbers_ranges_and_ellipses()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Assert.Equal([4f, 5f, 6f, 7f], Values(x[1]));
        Assert.Equal(6f, x[1, 2].item<float>());
        Assert.Equal(11f, x[-1, -1].item<float>());
        Assert.Equal([1f, 5f, 9f], Values(x[TensorIndex.Colon, 1]));
        Assert.Equal([1f, 5f, 9f], Values(x[TensorIndex.Ellipsis, 1]));
        Assert.Equal([5f, 6f], Values(x[1, 1..3]));
        Assert.Equal([0f, 2f], Values(x[0, TensorIndex.Slice(null, null, 2)]));
        Assert.Equal([6f, 7f, 10f, 11f], Values(x[1.., 2..]));
        Assert.Equal([2f, 3f], Values(x[0, ^2..]));
        Assert.Equal([1L, 3, 4], x[TensorIndex.Null].shape);
        Assert.Equal([3L, 1, 4], x[TensorIndex.Colon, TensorIndex.Null].shape);
    }

    [Fact]
    public void Takes_tensors_of_numbers_and_masks()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Assert.Equal([8f, 9f, 10f, 11f, 0f, 1f, 2f, 3f], Values(x[tensor(new long[] { 2, 0 })]));
        Assert.Equal([10f, 11f], Values(x[x > 9]));
        Assert.Equal([8f, 3f], Values(x[tensor(new long[] { 2, 0 }), tensor(new long[] { 0, 3 })]));
        Assert.Equal([9f, 1f], Values(x[TensorIndex.Tensor(tensor(new long[] { 2, 0 })), TensorIndex.Single(1)]));
    }

    [Fact]
    public void Writes_at_places()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, 4);
        x[1, 2] = tensor(5f);
        x[TensorIndex.Colon, 0] = tensor(7f);
        x[x == 5f] = tensor(6f);
        x.index_put_(1, TensorIndex.Single(2), TensorIndex.Slice(2));
        Assert.Equal([7f, 0f, 0f, 0f, 7f, 0f, 6f, 0f, 7f, 0f, 1f, 1f], Values(x));
        var counts = zeros(3).index_put_(ones(4), [tensor(new long[] { 0, 2, 2, 2 })], accumulate: true);
        Assert.Equal([1f, 0f, 3f], Values(counts));
    }

    [Fact]
    public void Selects_gathers_and_scatters()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        var rows = tensor(new long[] { 2, 0 });
        Assert.Equal([8f, 9f, 10f, 11f, 0f, 1f, 2f, 3f], Values(x.index_select(0, rows)));
        Assert.Equal([1f, 4f], Values(x.gather(1, tensor(new long[,] { { 1 }, { 0 }, { 3 } }))).Take(2));
        Assert.Equal([10f, 3f], Values(x.masked_select((x == 3) | (x == 10))).Reverse());
        Assert.Equal([0f, 5f], Values(x.take(tensor(new long[] { 0, 5 }))));
        var target = zeros(2, 3);
        target.scatter_(1, tensor(new long[,] { { 2 }, { 0 } }), tensor(new float[,] { { 5 }, { 6 } }));
        Assert.Equal([0f, 0f, 5f, 6f, 0f, 0f], Values(target));
        target.scatter_add_(1, tensor(new long[,] { { 2 }, { 0 } }), ones(2, 1));
        Assert.Equal([0f, 0f, 6f, 7f, 0f, 0f], Values(target));
        Assert.Equal([9f, 0f, 8f], Values(zeros(3).index_copy_(0, rows, tensor(new[] { 8f, 9f }))));
        Assert.Equal([3f, 1f, 3f], Values(ones(3).index_add_(0, rows, ones(2), 2)));
        Assert.Equal([0f, 7f], Values(arange(2, dtype: float32).masked_fill(tensor(new[] { false, true }), 7)));
        Assert.Equal([1L, 2L], nonzero(tensor(new[] { 0, 4, 4 })).flatten().data<long>().ToArray());
        Assert.Equal([1f, 9f], Values(where(tensor(new[] { true, false }), tensor(new[] { 1f, 2f }), tensor(new[] { 8f, 9f }))));
    }
}
