using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Layers;

public sealed class WeightInitializerSpecs
{
    [Fact]
    public void The_same_seed_gives_the_same_weights_whatever_was_drawn_before()
    {
        using var one = new SeparationModel(SmallModels.Encoder(), SmallModels.Weights(seed: 7));
        using var noise = rand(100);
        using var other = new SeparationModel(SmallModels.Encoder(), SmallModels.Weights(seed: 7));

        var (first, second) = (one.state_dict(), other.state_dict());
        Assert.All(first, entry => Assert.Equal(0, SmallModels.Distance(entry.Value, second[entry.Key])));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        using var one = new DeepAvFusionEncoder(SmallModels.Encoder(), SmallModels.Weights(seed: 7));
        using var other = new DeepAvFusionEncoder(SmallModels.Encoder(), SmallModels.Weights(seed: 8));

        Assert.True(SmallModels.Distance(one.state_dict()["fusion_tokens"], other.state_dict()["fusion_tokens"]) > 0.01);
    }

    [Fact]
    public void Linear_layers_and_patches_start_xavier_uniform()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(width: 64), SmallModels.Weights());
        var state = encoder.state_dict();

        AssertUniform(state["image.blocks.0.mlp.fc1.weight"], Math.Sqrt(6.0 / (64 + 128)));
        AssertUniform(state["fusion_blocks.1.attn.k.weight"], Math.Sqrt(6.0 / (128 + 32)));
        AssertUniform(state["image.patch_embed.proj.weight"], Math.Sqrt(6.0 / (64 + 768)));
        AssertUniform(state["audio.patch_embed.proj.bias"], 1.0 / 16);
        Assert.Equal(0, state["audio.blocks.1.attn.qkv.bias"].abs().max().ToSingle());
        Assert.Equal(1, state["fusion_norm.weight"].min().ToSingle());
        Assert.Equal(0.02, state["fusion_tokens"].std().ToDouble(), 0.005);
    }

    [Fact]
    public void Convolutions_start_kaiming_normal_over_the_fan_out()
    {
        using var separation = new SeparationHead(SmallModels.Encoder(width: 64), SmallModels.Weights());
        using var segmentation = new SegmentationHead(SmallModels.Encoder(width: 128), classes: 3, SmallModels.Weights());

        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), separation.state_dict()["top.double_conv.0.weight"].std().ToDouble(), 0.002);
        Assert.Equal(Math.Sqrt(2.0 / (64 * 4)), separation.state_dict()["lat4.up.weight"].std().ToDouble(), 0.004);
        AssertUniform(separation.state_dict()["lat4.up.bias"], 1 / Math.Sqrt(32 * 4));
        Assert.Equal(0, segmentation.state_dict()["lat.0.up.bias"].abs().max().ToSingle());
        Assert.Equal(0, segmentation.state_dict()["predictor.2.bias"].abs().max().ToSingle());
    }

    private static void AssertUniform(Tensor weight, double bound)
    {
        Assert.InRange(weight.abs().max().ToDouble(), 0.9 * bound, bound);
        Assert.Equal(0, weight.mean().ToDouble(), bound / 3);
    }
}
