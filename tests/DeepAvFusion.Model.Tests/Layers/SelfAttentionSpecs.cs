using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Layers;

public sealed class SelfAttentionSpecs
{
    [Fact]
    public void Guests_count_as_if_they_stood_in_front_of_the_tokens()
    {
        using var block = new TransformerBlock(16, heads: 4, mlpRatio: 2, 1e-6, DropRates.None, BranchDrop.Never, SmallModels.Weights());
        var (tokens, guests) = (SmallModels.Numbers([2, 5, 16], seed: 1), SmallModels.Numbers([2, 3, 16], seed: 2));

        var together = block.call(cat([guests, tokens], 1), null).narrow(1, 3, 5);
        var apart = block.call(tokens, guests);

        Assert.InRange(SmallModels.Distance(together, apart), 0, 1e-5);
    }

    [Fact]
    public void Dropout_acts_in_training_only()
    {
        using var attention = new SelfAttention(16, heads: 4, new DropRates(Attention: 0.5, Projection: 0.5), SmallModels.Weights());
        var tokens = SmallModels.Numbers([2, 5, 16], seed: 1);

        attention.eval();
        Assert.Equal(0, SmallModels.Distance(attention.call(tokens, null), attention.call(tokens, null)));
        attention.train();
        Assert.True(SmallModels.Distance(attention.call(tokens, null), attention.call(tokens, null)) > 0.01);
    }
}
