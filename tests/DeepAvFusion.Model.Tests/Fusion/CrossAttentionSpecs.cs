using DeepAvFusion.Model.Fusion;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Tests.Fusion;

public sealed class CrossAttentionSpecs
{
    [Fact]
    public void Equals_attention_over_keys_and_values_that_are_written_out()
    {
        using var attention = new CrossAttention(width: 16, heads: 4, DropRates.None, SmallModels.Weights());
        var state = attention.state_dict();
        using (no_grad()) state["kv.bias"].normal_();
        var (tokens, source) = (SmallModels.Numbers([2, 3, 16], seed: 1), SmallModels.Numbers([2, 7, 16], seed: 2));

        var keyValue = functional.linear(source, state["kv.weight"], state["kv.bias"]);
        var mixed = MultiHeadAttention.Attend(
            functional.linear(tokens, state["q.weight"], state["q.bias"]),
            keyValue.narrow(2, 0, 16), keyValue.narrow(2, 16, 16), heads: 4, scale: 0.5);
        var expected = functional.linear(mixed, state["proj.weight"], state["proj.bias"]);

        Assert.InRange(SmallModels.Distance(expected, attention.call(tokens, source)), 0, 1e-5);
    }

    [Fact]
    public void Dropout_acts_in_training_only()
    {
        using var attention = new CrossAttention(width: 16, heads: 4, new DropRates(Attention: 0.5), SmallModels.Weights());
        var (tokens, source) = (SmallModels.Numbers([2, 3, 16], seed: 1), SmallModels.Numbers([2, 7, 16], seed: 2));

        attention.eval();
        Assert.Equal(0, SmallModels.Distance(attention.call(tokens, source), attention.call(tokens, source)));
        attention.train();
        Assert.True(SmallModels.Distance(attention.call(tokens, source), attention.call(tokens, source)) > 0.01);
    }
}
