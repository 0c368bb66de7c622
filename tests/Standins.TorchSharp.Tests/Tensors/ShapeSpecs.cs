using TorchSharp;
using static TorchSharp.torch;

namespace Standins.Torch.Tests.Tensors;

public sealed class ShapeSpecs
{
    private static Tensor Count(params long[] shape) => arange(shape.TotalSize(), dtype: float32).view(shape);

    private static float[] Values(Tensor t) => t.contiguous().data<float>().ToArray();

    [Fact]
    public void Rearranges_dimensions()
    {
        using var scope = NewDisposeScope();
        var x = Count(2, 3, 4);
        Assert.Equal([4L, 2, 3], x.permute(2, 0, 1).shape);
        Assert.Equal([2L, 4, 3], x.transpose(1, 2).shape);
        Assert.Equal([3L, 2, 4], x.swapaxes(0, 1).shape);
        Assert.Equal([3L, 4, 2], x.movedim([0], [2]).shape);
        Assert.Equal([2L, 12], x.flatten(1).shape);
        Assert.Equal([2L, 3, 2, 2], x.unflatten(2, 2, 2).shape);
        Assert.Equal([2L, 3, 2, 2], x.unflatten(2, -1, 2).shape);
        Assert.Throws<ArgumentException>(() => x.unflatten(-1, 2, 2));
        Assert.Equal([1L, 2, 3, 4], x.unsqueeze(0).shape);
        Assert.Equal([2L, 3, 4], x.unsqueeze(0).squeeze(0).shape);
        Assert.Equal([2L, 3], ones(1, 2, 1, 3).squeeze().shape);
        Assert.Equal([6L, 4], x.view(-1, 4).shape);
        Assert.Equal([24L], x.transpose(0, 1).reshape(-1).shape);
        Assert.Equal([0f, 4f, 8f, 1f], Values(Count(3, 4).t()).Take(4));
    }

    [Fact]
    public void Repeats_and_expands()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f });
        Assert.Equal([1f, 2f, 1f, 2f], Values(x.repeat(2)));
        Assert.Equal([1f, 1f, 2f, 2f], Values(x.repeat_interleave(2)));
        Assert.Equal([1f, 2f, 2f, 2f], Values(x.repeat_interleave(tensor(new long[] { 1, 3 }))));
        Assert.Equal([1f, 2f, 1f, 2f], Values(x.expand(2, 2)));
        Assert.Equal([3L, 2], x.expand(3, -1).shape);
        Assert.Equal([3L, 2], x.expand_as(ones(3, 2)).shape);
        Assert.Equal([2L, 2], broadcast_to(x, 2, 2).shape);
        Assert.Equal([1f, 2f, 1f, 2f], Values(x.tile([2])));
    }

    [Fact]
    public void Joins_and_divides()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Count(2, 2), Count(2, 2) + 10);
        Assert.Equal([4L, 2], cat([a, b]).shape);
        Assert.Equal([0f, 1f, 10f, 11f, 2f, 3f, 12f, 13f], Values(cat([a, b], 1)));
        Assert.Equal([2L, 2, 2], stack([a, b], 1).shape);
        Assert.Equal([4L, 2], vstack([a, b]).shape);
        var x = Count(7);
        Assert.Equal([3L, 3, 1], x.split(3).Select(part => part.size(0)));
        Assert.Equal([2L, 5], x.split([2L, 5L], 0).Select(part => part.size(0)));
        Assert.Equal([3L, 3, 1], x.chunk(3).Select(part => part.size(0)));
        Assert.Equal(2, a.unbind(1).Length);
        Assert.Equal([1f, 3f], Values(a.unbind(1)[1]));
        Assert.Equal([2L, 3], meshgrid([Count(2), Count(3)])[1].shape);
    }

    [Fact]
    public void Cuts_turns_and_rolls()
    {
        using var scope = NewDisposeScope();
        var x = Count(4);
        Assert.Equal([1f, 2f], Values(x.narrow(0, 1, 2)));
        Assert.Equal([0f, 2f], Values(x.slice(0, 0, 4, 2)));
        Assert.Equal([3f, 2f, 1f, 0f], Values(x.flip(0)));
        Assert.Equal([3f, 0f, 1f, 2f], Values(x.roll(1, 0)));
        Assert.Equal([0f, 1f, 1f, 2f, 2f, 3f], Values(x.unfold(0, 2, 1)));
        var square = Count(2, 2);
        Assert.Equal([0f, 0f, 2f, 3f], Values(square.tril()));
        Assert.Equal([0f, 1f, 0f, 3f], Values(square.triu()));
        Assert.Equal([0f, 3f], Values(square.diagonal()));
        Assert.Equal([0f, 2f], Values(Count(5).as_strided([2], [2])));
        Assert.Equal([2f, 3f, 0f, 1f], Values(Count(2, 2).roll((1, 0), (0, 1))));
    }

    [Fact]
    public void A_view_shares_memory_and_a_clone_does_not()
    {
        using var scope = NewDisposeScope();
        var x = zeros(4);
        x.view(2, 2)[0].fill_(1);
        x.clone().fill_(9);
        x.alias()[3] = tensor(5f);
        Assert.Equal([1f, 1f, 0f, 5f], Values(x));
    }
}
