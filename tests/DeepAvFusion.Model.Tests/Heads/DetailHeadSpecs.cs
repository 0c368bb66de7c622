using DeepAvFusion.Model.Heads;
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

        using var seen = head.Look(randn([2, 1, 64, 96]), randn([2, Grid.Cells, 16]));

        Assert.Equal([2, 1, 64, 96], head.call(seen, randn([2, 5]), rand([2, Labels])).shape);
        Assert.Equal([2, Grid.Cells, Labels], seen.Names.shape);
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

        using var with = head.Look(marked, tokens);
        using var without = head.Look(quiet, tokens);
        var change = (head.call(with, condition, elsewhere) - head.call(without, condition, elsewhere)).abs()[0, 0];
        var largest = change.flatten().argmax().item<long>();

        Assert.InRange(largest / 96, 36, 44);
        Assert.InRange(largest % 96, 17, 25);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parts_that_have_the_fine_maps_in_common_get_what_each_gets_with_its_own(bool isTraining)
    {
        using var scope = NewDisposeScope();
        using var weights = WeightInitializer.Seeded(1);
        using var head = new DetailHead(channels: 1, tokens: 16, condition: 5, Labels, Grid, weights);
        using var seen = head.Look(SmallModels.Numbers([2, 1, 64, 96], seed: 1), SmallModels.Numbers([2, Grid.Cells, 16], seed: 2));
        var rows = tensor(new long[] { 1, 0, 1 });
        head.train(isTraining);

        using var common = seen.Of(new PicturePools(ones([3, Grid.Cells]), rows));
        using var own = seen.Part(map => map.index_select(0, rows));
        var (condition, elsewhere) = (SmallModels.Numbers([3, 5], seed: 3), ones([3, Labels]));

        Assert.InRange(SmallModels.Distance(head.call(own, condition, elsewhere), head.call(common, condition, elsewhere)), 0, 1e-4);
    }

    [Fact]
    public void What_the_other_sense_tells_changes_the_map_but_not_the_names()
    {
        using var scope = NewDisposeScope();
        using var weights = WeightInitializer.Seeded(1);
        using var head = new DetailHead(channels: 3, tokens: 16, condition: 5, Labels, Grid, weights);
        head.eval();
        var (input, tokens, condition) = (randn([1, 3, 64, 96]), randn([1, Grid.Cells, 16]), randn([1, 5]));
        using var seen = head.Look(input, tokens);
        var before = seen.Names.clone();

        var (nothing, something) = (head.call(seen, condition, zeros([1, Labels])), head.call(seen, condition, ones([1, Labels])));

        Assert.False(nothing.allclose(something));
        Assert.Equal(before, seen.Names);
    }

    [Fact]
    public void Maps_outlive_the_scope_they_were_made_in_and_end_with_their_owner()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var head = new DetailHead(channels: 1, tokens: 16, condition: 5, Labels, Grid, weights);
        DetailMaps maps, first;
        using (NewDisposeScope())
        {
            maps = head.Look(randn([2, 1, 64, 96]), randn([2, Grid.Cells, 16]));
            first = maps.Part(tensor => tensor.narrow(0, 0, 1));
        }

        Assert.Equal(maps.Names[0], first.Names[0]);
        Assert.Equal([1, 24, 32, 48], first.Fine[0].shape);
        maps.Dispose();
        first.Dispose();
        Assert.All([maps.Bottom, maps.Names, first.Bottom, .. maps.Fine, .. first.Fine], tensor => Assert.True(tensor.IsInvalid));
    }
}
