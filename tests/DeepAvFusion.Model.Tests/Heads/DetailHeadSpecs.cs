using DeepAvFusion.Model.Heads.Detail;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Heads;

public sealed class DetailHeadSpecs
{
    private const int Labels = 3;
    private static readonly GridSize Grid = new(4, 6);

    [Fact]
    public void The_map_has_a_logit_for_every_cell_of_the_input_and_every_patch_is_named()
    {
        using var scope = NewDisposeScope();
        using var weights = WeightInitializer.Seeded(1);
        using var head = new DetailHead(channels: 1, tokens: 16, condition: 5, Labels, Grid, weights);
        var (input, tokens) = (randn([2, 1, 64, 96]), randn([2, Grid.Cells, 16]));

        Assert.Equal([2, 1, 64, 96], head.call(input, tokens, randn([2, 5]), rand([2, Labels])).shape);
        Assert.Equal([2, Grid.Cells, Labels], head.Name(input, tokens).shape);
    }

    [Fact]
    public void Cells_of_the_map_lie_where_those_of_the_input_do()
    {
        using var scope = NewDisposeScope();
        using var weights = WeightInitializer.Seeded(1);
        using var head = new DetailHead(channels: 1, tokens: 16, condition: 5, Labels, Grid, weights);
        head.eval();
        var (tokens, condition, elsewhere) = (zeros([1, Grid.Cells, 16]), zeros([1, 5]), zeros([1, Labels]));
        var (quiet, marked) = (zeros([1, 1, 64, 96]), zeros([1, 1, 64, 96]));
        marked[0, 0, 40, 21] = 50;

        var change = (head.call(marked, tokens, condition, elsewhere) - head.call(quiet, tokens, condition, elsewhere)).abs()[0, 0];
        var largest = change.flatten().argmax().item<long>();

        Assert.InRange(largest / 96, 36, 44);
        Assert.InRange(largest % 96, 17, 25);
    }

    [Fact]
    public void What_the_other_sense_tells_changes_the_map_but_not_the_names()
    {
        using var scope = NewDisposeScope();
        using var weights = WeightInitializer.Seeded(1);
        using var head = new DetailHead(channels: 3, tokens: 16, condition: 5, Labels, Grid, weights);
        head.eval();
        var (input, tokens, condition) = (randn([1, 3, 64, 96]), randn([1, Grid.Cells, 16]), randn([1, 5]));

        var (nothing, something) = (head.call(input, tokens, condition, zeros([1, Labels])), head.call(input, tokens, condition, ones([1, Labels])));
        var names = head.Name(input, tokens);

        Assert.False(nothing.allclose(something));
        Assert.True(names.allclose(head.Name(input, tokens)));
    }
}
