using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class ReductionSpecs
{
    private static Tensor Sample() => tensor(new float[,] { { 3, 1, 2 }, { 6, 5, 4 } });

    private static float[] Values(Tensor t) => t.contiguous().data<float>().ToArray();

    [Fact]
    public void Sums_and_averages_over_all_or_some_dimensions()
    {
        using var scope = NewDisposeScope();
        var x = Sample();
        Assert.Equal(21f, x.sum().item<float>());
        Assert.Equal([6f, 15f], Values(x.sum(1)));
        Assert.Equal([2L, 1], x.sum(1, keepdim: true).shape);
        Assert.Equal(21.0, x.sum(type: float64).item<double>());
        Assert.Equal([4.5f, 3f, 3f], Values(x.mean([0])));
        Assert.Equal(3.5f, x.mean([0L, 1L]).item<float>());
        Assert.Equal([6f, 120f], Values(x.prod(1)));
        Assert.Equal(3.5f, x.var().item<float>());
        Assert.Equal([1f, 1f], Values(x.std(1)));
        Assert.Equal(2.9166667f, x.var([0L, 1L], unbiased: false).item<float>(), 5);
        Assert.Equal(6.407606f, x.logsumexp(1)[1].item<float>(), 4);
    }

    [Fact]
    public void Finds_extremes_and_where_they_are()
    {
        using var scope = NewDisposeScope();
        var x = Sample();
        Assert.Equal(6f, x.max().item<float>());
        var (values, indices) = x.max(1);
        Assert.Equal([3f, 6f], Values(values));
        Assert.Equal([0L, 0L], indices.data<long>().ToArray());
        Assert.Equal([1f, 4f], Values(x.min(1).values));
        Assert.Equal([6f, 5f, 4f], Values(x.amax(0)));
        Assert.Equal(1f, x.amin(0, 1).item<float>());
        Assert.Equal(3L, x.argmax().item<long>());
        Assert.Equal([1L, 2L], x.argmin(1).data<long>().ToArray());
        Assert.Equal([3f, 1f, 2f, 3f, 3f, 3f], Values(x.minimum(tensor(3f))));
        Assert.Equal(3f, x.median().item<float>());
    }

    [Fact]
    public void Sorts_and_ranks()
    {
        using var scope = NewDisposeScope();
        var x = Sample();
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], Values(x.sort().Values));
        Assert.Equal([1L, 2, 0, 2, 1, 0], x.argsort().flatten().data<long>().ToArray());
        Assert.Equal([3f, 2f, 6f, 5f], Values(x.topk(2).values));
        var (output, inverse, counts) = tensor(new long[] { 5, 3, 5 }).unique(return_inverse: true, return_counts: true);
        Assert.Equal([3L, 5], output.data<long>().ToArray());
        Assert.Equal([1L, 0, 1], inverse!.data<long>().ToArray());
        Assert.Equal([1L, 2], counts!.data<long>().ToArray());
    }

    [Fact]
    public void Accumulates_and_counts()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([3f, 4f, 6f, 6f, 11f, 15f], Values(Sample().cumsum(1)));
        Assert.Equal([1L, 0, 2], bincount(tensor(new long[] { 0, 2, 2 })).data<long>().ToArray());
        Assert.Equal([2f, 1f], Values(histc(tensor(new[] { 0f, 1f, 9f }), 2, 0, 10)));
        Assert.True(tensor(new[] { true, false }).any().item<bool>());
        Assert.False(tensor(new[] { true, false }).all().item<bool>());
        Assert.Equal([true, false], (Sample() > 2).all(0)[..2].data<bool>().ToArray());
    }

    [Fact]
    public void Spots_what_is_no_number()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, float.NaN, float.PositiveInfinity });
        Assert.Equal([false, true, false], x.isnan().data<bool>().ToArray());
        Assert.Equal([true, false, false], x.isfinite().data<bool>().ToArray());
        Assert.Equal([false, false, true], isinf(x).data<bool>().ToArray());
        Assert.Equal([1f, 0f, 5f], Values(x.nan_to_num(posinf: 5)));
    }

    [Fact]
    public void Computes_element_by_element()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.25f, 1f, 4f });
        Assert.Equal([0.5f, 1f, 2f], Values(x.sqrt()));
        Assert.Equal([2f, 1f, 0.5f], Values(x.rsqrt()));
        Assert.Equal([4f, 1f, 0.25f], Values(x.reciprocal()));
        Assert.Equal([-2f, 0f, 2f], Values(x.log2()));
        Assert.Equal([0.0625f, 1f, 16f], Values(x.pow(2)));
        Assert.Equal([0.5f, 1f, 2f], Values(x.clamp(0.5, 2)));
        Assert.Equal([1f, 1f, 4f], Values(maximum(x, ones(3))));
        Assert.True(x.log().exp().allclose(x));
        Assert.True(x.log1p().allclose((x + 1).log()));
        Assert.Equal([0f, 1f, 4f], Values(tensor(new[] { 0.4f, 1.4f, 3.6f }).round()));
        Assert.Equal([true, false, true], logical_xor(tensor(new[] { true, true, false }), tensor(new[] { false, true, true })).data<bool>().ToArray());
        Assert.Equal([1f, 2f], Values(tensor(new[] { 7f, 8f }).remainder(3)));
        Assert.Equal([2f, 2f], Values(tensor(new[] { 7f, 8f }).div(3, RoundingMode.floor)));
    }
}
