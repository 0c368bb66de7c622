using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Presets;

public sealed class ParameterCountSpecs
{
    [Theory]
    [InlineData("encoder", "factorized_mmi", 268_660_224, 327_094_272)]
    [InlineData("encoder", "token", 192_492_288, 256_241_664)]
    [InlineData("encoder", "dense_mmi", 196_031_232, 270_397_440)]
    [InlineData("autoencoder", "factorized_mmi", 320_563_712, 378_997_760)]
    [InlineData("classifier", "factorized_mmi", 269_375_394, 327_809_442)]
    [InlineData("separation", "factorized_mmi", 315_586_465, 374_020_513)]
    [InlineData("segmentation 71", "factorized_mmi", 306_536_135, 364_970_183)]
    [InlineData("segmentation 1", "factorized_mmi", 306_455_425, 364_889_473)]
    public void Full_size_models_have_the_published_number_of_parameters(string model, string kind, long vggSound, long audioSet)
    {
        Assert.Equal(vggSound, Count(model, EncoderPresets.Named("base", FusionKinds.Parse(kind))));
        Assert.Equal(audioSet, Count(model, EncoderPresets.Named("base", FusionKinds.Parse(kind), attentionRatio: 1, mlpRatio: 4)));
    }

    [Fact]
    public void The_tiny_preset_has_the_layout_of_the_base_preset()
    {
        using var tiny = new DeepAvFusionEncoder(EncoderPresets.Named("tiny"), WeightInitializer.Blank());

        Assert.InRange(tiny.parameters().Sum(parameter => parameter.numel()), 1_000_000, 20_000_000);
        Assert.Equal(InPublishedOrder.Take(8), tiny.state_dict().Keys.Take(8));
    }

    private static IEnumerable<string> InPublishedOrder =>
    [
        "fusion_tokens", "image.pos_embed", "image.patch_embed.proj.weight", "image.patch_embed.proj.bias",
        "image.blocks.0.norm1.weight", "image.blocks.0.norm1.bias", "image.blocks.0.attn.qkv.weight", "image.blocks.0.attn.qkv.bias",
    ];

    private static long Count(string name, EncoderConfig encoder)
    {
        using var blank = WeightInitializer.Blank();
        using nn.Module model = name switch
        {
            "encoder" => new DeepAvFusionEncoder(encoder, blank),
            "autoencoder" => new MaskedAutoencoder(AutoencoderConfig.Published(encoder), blank),
            "classifier" => new Classifier(new ClassifierConfig(encoder, Classes: 310), blank),
            "separation" => new SeparationModel(encoder, blank),
            "segmentation 71" => new SegmentationModel(encoder, classes: 71, blank),
            _ => new SegmentationModel(encoder, classes: 1, blank),
        };
        return model.parameters().Sum(parameter => parameter.numel());
    }
}
