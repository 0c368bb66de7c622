using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Tests.Presets;

public sealed class ConfigurationSpecs
{
    private static readonly EncoderConfig Good = SmallModels.Encoder();

    [Fact]
    public void Fusion_layers_joined_by_dashes_are_a_set_not_a_range()
    {
        var layers = FusionLayers.Parse("0-2");

        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(layers.Contains));
        Assert.True(FusionLayers.All.Contains(31));
        Assert.False(FusionLayers.Parse("none").Contains(0));
        Assert.True(FusionLayers.Parse("3").Contains(3));
        Assert.Equal(FusionLayers.Parse("2-0"), layers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("some")]
    [InlineData("0-")]
    [InlineData("-1")]
    [InlineData("0,2")]
    public void Refuses_other_fusion_layers(string text) =>
        Assert.Contains("all, none, or layer numbers", Assert.Throws<ModelConfigurationException>(() => FusionLayers.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Keeps_as_many_patches_as_the_original()
    {
        Assert.Equal(49, new DecoderConfig(0.75).Kept(196));
        Assert.Equal(19, new DecoderConfig(0.8).Kept(96));
    }

    [Fact]
    public void Lists_every_problem_of_an_encoder_at_once()
    {
        var bad = Good with
        {
            Image = Good.Image with { Input = new InputSize(30, 48), Heads = 5 },
            Fusion = Good.Fusion with { AttentionRatio = 0.3, Layers = FusionLayers.Parse("0-7") },
        };

        var refusal = Assert.Throws<ModelConfigurationException>(() => new DeepAvFusionEncoder(bad, WeightInitializer.Blank()));

        Assert.Collection(
            refusal.Problems,
            problem => Assert.Equal("image input 30x48 is not divisible by the patch size 16", problem),
            problem => Assert.Equal("image width 32 is not divisible by its 5 heads", problem),
            problem => Assert.Equal("fusion attention width 9 (width 32 x ratio 0.3) is not divisible by the 4 fusion heads", problem),
            problem => Assert.Equal("fusion layer 7 does not exist; the layers are 0 to 1", problem));
    }

    [Fact]
    public void Refuses_backbones_of_different_width() => AssertRefused(
        "image width 32 and audio width 64 must be equal", () => new DeepAvFusionEncoder(Good with { Audio = Good.Audio with { Width = 64 } }, WeightInitializer.Blank()));

    [Fact]
    public void Refuses_class_tokens_in_the_fused_encoder() => AssertRefused(
        "no class tokens", () => new DeepAvFusionEncoder(Good with { Image = Good.Image with { ClassToken = true } }, WeightInitializer.Blank()));

    [Fact]
    public void Refuses_drop_rates_of_one() => AssertRefused(
        "drop path rate 1", () => new DeepAvFusionEncoder(Good with { Drop = new DropRates(Path: 1) }, WeightInitializer.Blank()));

    [Fact]
    public void Refuses_shifted_windows_on_the_full_image_grid()
    {
        var config = AutoencoderConfig.Published(EncoderPresets.Named("small"));

        AssertRefused(
            "image decoder: shifted windows of side 4 do not tile the 14x14 grid",
            () => new MaskedAutoencoder(config with { Image = config.Image with { Kind = DecoderKind.Swin } }, WeightInitializer.Blank()));
        Assert.Empty((config with { Audio = config.Audio with { Kind = DecoderKind.Swin } }).Problems());
    }

    [Fact]
    public void Refuses_mask_ratios_that_keep_nothing() => AssertRefused(
        "keeps none of 6 patches", () => new MaskedAutoencoder(AutoencoderConfig.Published(Good) with { Image = new DecoderConfig(0.95) }, WeightInitializer.Blank()));

    [Fact]
    public void Refuses_unknown_names()
    {
        AssertRefused("unknown decoder kind 'convolution'; known are plain and swin", () => DecoderKinds.Parse("convolution"));
        AssertRefused("unknown fusion kind 'sum'", () => FusionKinds.Parse("sum"));
        AssertRefused("unknown preset 'giant'; known are tiny, small, base, large", () => EncoderPresets.Named("giant"));
        AssertRefused("unknown backbone 'vit_giant'", () => BackbonePresets.Image("vit_giant"));
    }

    [Fact]
    public void Refuses_heads_the_encoder_cannot_carry()
    {
        AssertRefused("must be at least 128", () => new SegmentationHead(Good, classes: 1, WeightInitializer.Blank()));
        AssertRefused("class count 0", () => new SegmentationHead(SmallModels.Encoder(width: 128), classes: 0, WeightInitializer.Blank()));
        AssertRefused("class count 0", () => new Classifier(new ClassifierConfig(Good, Classes: 0), WeightInitializer.Blank()));
        AssertRefused(
            "audio patches must be 16x16, not 8x8",
            () => new SeparationHead(Good with { Audio = Good.Audio with { Patch = 8 } }, WeightInitializer.Blank()));
    }

    [Fact]
    public void Every_named_preset_can_be_built() =>
        Assert.All(EncoderPresets.Names, name => Assert.Empty(EncoderPresets.Named(name).Problems()));

    [Fact]
    public void The_huge_preset_needs_a_spectrogram_its_patches_divide()
    {
        AssertRefused("input 128x192 is not divisible by the patch size 14", () => EncoderPresets.Named("huge"));
        Assert.Empty(EncoderPresets.Named("huge", audioInput: new InputSize(126, 196)).Problems());
    }

    private static void AssertRefused(string cause, Func<object> build) =>
        Assert.Contains(cause, Assert.Throws<ModelConfigurationException>(build).Message, StringComparison.Ordinal);
}
