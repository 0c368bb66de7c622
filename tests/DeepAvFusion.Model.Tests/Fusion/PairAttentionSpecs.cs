using DeepAvFusion.Model.Fusion;
using DeepAvFusion.Model.Layers;

namespace DeepAvFusion.Model.Tests.Fusion;

public sealed class PairAttentionSpecs
{
    [Fact]
    public void Equals_attention_over_pairs_that_are_written_out()
    {
        var query = SmallModels.Numbers([2, 3, 8], seed: 1);
        var first = (Keys: SmallModels.Numbers([2, 4, 8], seed: 2), Values: SmallModels.Numbers([2, 4, 16], seed: 3));
        var second = (Keys: SmallModels.Numbers([2, 5, 8], seed: 4), Values: SmallModels.Numbers([2, 5, 16], seed: 5));

        var pairs = MultiHeadAttention.Attend(
            query,
            (first.Keys.unsqueeze(2) + second.Keys.unsqueeze(1)).flatten(1, 2),
            (first.Values.unsqueeze(2) + second.Values.unsqueeze(1)).flatten(1, 2),
            heads: 2, scale: 0.3);
        var sums = PairAttention.Attend(query, first, second, heads: 2, scale: 0.3, dropout: 0);

        Assert.InRange(SmallModels.Distance(pairs, sums), 0, 1e-5);
    }

    [Fact]
    public void Dropout_picks_single_pairs()
    {
        var query = SmallModels.Numbers([1, 2, 8], seed: 1);
        var member = (Keys: SmallModels.Numbers([1, 3, 8], seed: 2), Values: SmallModels.Numbers([1, 3, 8], seed: 3));

        var one = PairAttention.Attend(query, member, member, heads: 2, scale: 0.3, dropout: 0.5);
        var other = PairAttention.Attend(query, member, member, heads: 2, scale: 0.3, dropout: 0.5);

        Assert.Equal([1L, 2L, 8L], one.shape);
        Assert.True(SmallModels.Distance(one, other) > 0.01);
    }
}
