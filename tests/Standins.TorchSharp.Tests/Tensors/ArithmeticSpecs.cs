using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class ArithmeticSpecs
{
    [Fact]
    public void Adds_broadcasting_a_row_to_every_row()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new float[,] { { 1, 2 }, { 3, 4 } });
        var sum = a + tensor(new float[] { 10, 20 });
        Assert.Equal([11f, 22f, 13f, 24f], sum.data<float>().ToArray());
    }

    [Fact]
    public void Mixes_numbers_and_tensors_in_operators()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f, 4f });
        Assert.Equal([1f, 0f, -2f], (2 - x).data<float>().ToArray());
        Assert.Equal([8f, 4f, 2f], (8 / x).data<float>().ToArray());
        Assert.Equal([3f, 5f, 9f], (x * 2 + 1).data<float>().ToArray());
        Assert.Equal([-1f, -2f, -4f], (-x).data<float>().ToArray());
        Assert.Equal([false, true, true], (x >= 2).data<bool>().ToArray());
        Assert.Equal([true, false, false], (x < 1.5).data<bool>().ToArray());
    }

    [Fact]
    public void Multiplies_matrices()
    {
        using var scope = NewDisposeScope();
        var a = arange(6, dtype: float32).view(2, 3);
        var b = arange(6, dtype: float32).view(3, 2);
        Assert.Equal([10f, 13f, 28f, 40f], a.matmul(b).data<float>().ToArray());
    }

    [Fact]
    public void Changes_the_tensor_itself_in_place()
    {
        using var scope = NewDisposeScope();
        var x = ones(3);
        var same = x.add_(1).mul_(3).sub_(tensor(new[] { 0f, 1f, 2f }));
        Assert.Same(x, same);
        Assert.Equal([6f, 5f, 4f], x.data<float>().ToArray());
    }
}
