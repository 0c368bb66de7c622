using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Model.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Layers;

public sealed class WeightInitializerSpecs
{
    /// <summary>Networks that together have every kind of layer.</summary>
    private static readonly Func<WeightInitializer, nn.Module>[] Networks =
    [
        weights => new SeparationModel(SmallModels.Encoder(), weights),
        weights => new SegmentationModel(SmallModels.Encoder(width: 64), classes: 3, weights, leastWidth: 32),
        weights => new Classifier(new ClassifierConfig(SmallModels.Encoder(kind: FusionKind.Dense), Classes: 3), weights),
        weights => new MaskedAutoencoder(new AutoencoderConfig(Square(SmallModels.Encoder()), Swin, Swin, Width: 32, Heads: 4), weights),
        weights => new JointModel(new JointConfig("tiny", SmallModels.Encoder(), ["hum", "hiss"], LabelScoring.Sigmoid, IsDetailed: true), weights),
        weights => new VideoBackbone(new VideoBackboneConfig(Frames: 4, new InputSize(16, 24), FramePatch: 2, Patch: 8, Width: 32, Depth: 2, Heads: 4, Attention: VideoAttention.Divided), weights),
    ];

    /// <summary>Inputs whose grids shifted windows tile.</summary>
    private static EncoderConfig Square(EncoderConfig config) =>
        config with { Image = config.Image with { Input = new InputSize(64, 64) }, Audio = config.Audio with { Input = new InputSize(64, 64) } };

    private static DecoderConfig Swin => new(MaskRatio: 0.75, DecoderKind.Swin, Depth: 2);

    public static TheoryData<int> Kinds() => [.. Enumerable.Range(0, Networks.Length)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_weights_whatever_was_drawn_before(int kind)
    {
        using var one = Network(kind, seed: 7);
        using var noise = rand(100);
        using var other = Network(kind, seed: 7);

        var (first, second) = (one.state_dict(), other.state_dict());
        Assert.All(first, entry => Assert.Equal(0, SmallModels.Distance(entry.Value, second[entry.Key])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Another_seed_gives_other_weights_to_everything_that_is_drawn(int kind)
    {
        using var one = Network(kind, seed: 7);
        using var other = Network(kind, seed: 8);

        var (first, second) = (one.state_dict(), other.state_dict());
        var drawn = first.Where(entry => !entry.Key.EndsWith("pos_embed", StringComparison.Ordinal) && one.named_parameters().Any(parameter => parameter.name == entry.Key && parameter.parameter.requires_grad))
            .Where(entry => entry.Value.min().ToDouble() < entry.Value.max().ToDouble()).ToArray();
        Assert.NotEmpty(drawn);
        Assert.All(drawn, entry => Assert.True(SmallModels.Distance(entry.Value, second[entry.Key]) > 1e-4, entry.Key));
    }

    private static nn.Module Network(int kind, ulong seed)
    {
        using var weights = SmallModels.Weights(seed);
        return Networks[kind](weights);
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
