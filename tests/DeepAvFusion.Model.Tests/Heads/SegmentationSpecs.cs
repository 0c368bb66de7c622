using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Segmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Heads;

public sealed class SegmentationSpecs
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void The_map_has_the_size_of_the_picture(int classes)
    {
        using var model = new SegmentationModel(SmallModels.Encoder(width: 128), classes, SmallModels.Weights());

        using var logits = model.forward(image: SmallModels.Image(2), audio: SmallModels.Audio(2));

        Assert.Equal([2L, classes, 32L, 48L], logits.shape);
    }

    [Fact]
    public void The_deepest_layer_feeds_the_finest_map()
    {
        Assert.Equal([0, 3, 7, 11], Enumerable.Range(0, 4).Select(level => SegmentationHead.LayerOf(level, layers: 12)));
    }

    [Fact]
    public void Unused_parameters_get_a_zero_gradient()
    {
        using var model = new SegmentationModel(SmallModels.Encoder(width: 128), classes: 1, SmallModels.Weights());
        using var logits = model.forward(image: SmallModels.Image(2), audio: SmallModels.Audio(2));

        UnusedParameters.Include(SegmentationLoss.Of(logits, zeros(2, 32, 48)), model).backward();

        Assert.All(model.parameters().Where(parameter => parameter.requires_grad), parameter => Assert.NotNull(parameter.grad));
        Assert.Equal(0, model.named_parameters().Single(entry => entry.name == "encoder.fusion_norm.weight").parameter.grad!.abs().max().ToSingle());
    }

    [Fact]
    public void Learns_the_map_of_one_batch()
    {
        using var model = new SegmentationModel(SmallModels.Encoder(width: 128), classes: 1, SmallModels.Weights());
        var (image, audio) = (SmallModels.Image(2), SmallModels.Audio(2));
        var map = image.mean([1]).gt(0).to(ScalarType.Float32);

        var (first, last) = Overfit.Train(
            model, () => SegmentationLoss.Of(model.forward(image: image, audio: audio), map), steps: 25, rate: 3e-3);

        Assert.True(last < 0.6 * first, $"{first:f3} -> {last:f3}");
    }
}
