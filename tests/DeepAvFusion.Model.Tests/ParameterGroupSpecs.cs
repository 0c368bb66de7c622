using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests;

public sealed class ParameterGroupSpecs
{
    private const double Decay = 0.5;

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    public void What_follows_a_stream_learns_as_fast_as_its_depth_says(int imageDepth, int audioDepth)
    {
        var encoder = Encoder(imageDepth, audioDepth);
        using var classifier = new Classifier(new ClassifierConfig(encoder, 5), WeightInitializer.Blank());
        using var separation = new SeparationModel(encoder, WeightInitializer.Blank());
        var last = Math.Max(imageDepth, audioDepth) + 1;

        foreach (var model in new nn.Module[] { classifier, separation })
        {
            Assert.Equal(Scale(0), ScaleOf(model, "encoder.fusion_tokens"));
            Assert.Equal(Scale(0), ScaleOf(model, "encoder.audio.patch_embed.proj.weight"));
            Assert.Equal(Scale(1), ScaleOf(model, "encoder.image.blocks.0.mlp.fc1.weight"));
            Assert.Equal(Scale(imageDepth + 1), ScaleOf(model, "encoder.image.norm.weight"));
            Assert.Equal(Scale(audioDepth + 1), ScaleOf(model, "encoder.audio.norm.bias"));
            Assert.Equal(1, ScaleOf(model, "encoder.fusion_norm.weight"));
        }

        Assert.Equal(Scale(audioDepth + 1), ScaleOf(classifier, "image_head.weight"));
        Assert.Equal(Scale(audioDepth + 1), ScaleOf(classifier, "fusion_head.bias"));
        Assert.Equal(Scale(imageDepth + 1), ScaleOf(separation, "avss_decoder.cond5.weight"));

        double Scale(int layer) => Math.Pow(Decay, last - layer);
        double ScaleOf(nn.Module model, string name) =>
            ParameterGroups.ForFinetuning(model, encoder, weightDecay: 0.05, Decay).Single(group => group.Names.Contains(name)).LearningRateScale;
    }

    private static EncoderConfig Encoder(int imageDepth, int audioDepth) => new(
        new BackboneConfig(3, new InputSize(32, 32), 16, 16, imageDepth, 2),
        new BackboneConfig(1, new InputSize(32, 48), 16, 16, audioDepth, 2),
        new FusionConfig(FusionKind.Factorized, FusionLayers.All, new FusionTokens(2, 2, 2), 2));
}
