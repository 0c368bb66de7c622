using TorchSharp;
using static Standins.Torch.Tests.Reference;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class LinearAlgebraSpecs
{
    [Fact]
    public void Solves_and_inverts()
    {
        using var scope = NewDisposeScope();
        var a = Wave(3, 3) + 3 * eye(3);
        Matches(linalg.solve(a, Wave(3, 2)), [3, 2], [-0.038838f, 0.2448f, 0.35925f, 0.149276f, 0.122232f, -0.091648f], 1.00604);
        Matches(linalg.inv(a), [3, 3], [0.287428f, -0.119105f, -0.136287f, -0.045379f, 0.371445f, 0.103679f], 1.60061);
        Matches(linalg.cholesky(a.matmul(a.t())), [3, 3], [3.54287f, 0.0f, 0.0f, 1.179453f, 2.948004f, 0.0f], 12.06192);
    }

    [Fact]
    public void Fits_by_least_squares()
    {
        using var scope = NewDisposeScope();
        Matches(linalg.lstsq(Wave(5, 3).cos(), Wave(5, 2)).Solution, [3, 2], [-1.277223f, -0.778198f, 1.469721f, 2.873054f, -0.187635f, -2.160465f], 8.7463, 2e-4f);
    }

    [Fact]
    public void Sums_products_over_named_indices()
    {
        using var scope = NewDisposeScope();
        Matches(einsum("bhid,bhjd->bhij", Wave(1, 2, 3, 4), Wave(1, 2, 5, 4)), [1, 2, 3, 5], [2.235055f, -2.068696f, 1.663288f, -1.065678f, 0.344923f, -2.068696f], 39.30384);
    }

    [Fact]
    public void Measures_vectors_and_matrices()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new float[,] { { 3, 4 }, { 0, 5 } });
        Assert.Equal(Math.Sqrt(50), linalg.norm(a).ToDouble(), 4);
        Assert.Equal(9, linalg.norm(a, 1.0).ToDouble(), 4);
        Assert.Equal([5f, 5f], linalg.vector_norm(a, 2, [1]).data<float>().ToArray());
        Assert.Equal(7.0710678, a.norm().ToDouble(), 4);
        Near([3f, 6.4031242f], a.norm(0), 1e-5f);
    }

    [Fact]
    public void Multiplies_in_batches_and_adds()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Wave(2, 3, 4), Wave(2, 4, 5));
        Assert.True(bmm(a, b).allclose(a.matmul(b)));
        Assert.True(addmm(ones(3, 5), a[0], b[0], 1, 2).allclose(1 + 2 * a[0].mm(b[0]), atol: 1e-6));
        Assert.Equal([2f, 4f, 3f, 6f], outer(tensor(new[] { 2f, 3f }), tensor(new[] { 1f, 2f })).data<float>().ToArray());
    }
}
