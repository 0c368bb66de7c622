using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Heads.Separation;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Heads;

public sealed class SeparationSpecs
{
    [Fact]
    public void The_mask_has_the_size_of_the_spectrogram()
    {
        using var model = new SeparationModel(SmallModels.Encoder(), SmallModels.Weights());

        using var logits = model.forward(image: SmallModels.Image(), mixture: SmallModels.Audio());

        Assert.Equal([4L, 1L, 32L, 64L], logits.shape);
    }

    [Fact]
    public void The_deepest_layer_feeds_the_finest_map()
    {
        Assert.Equal([11, 8, 5, 2, 0], Enumerable.Range(0, 5).Select(level => SeparationHead.LayerOf(level, layers: 12)));
        Assert.Equal([4, 3, 2, 1, 0], Enumerable.Range(0, 5).Select(level => SeparationHead.LayerOf(level, layers: 5)));
    }

    [Fact]
    public void Needs_the_layers_of_the_encoder()
    {
        using var model = new SeparationModel(SmallModels.Encoder(), SmallModels.Weights());
        using var encoded = model.Encoder.forward(image: SmallModels.Image(), audio: SmallModels.Audio());

        Assert.Contains("keepLayers", Assert.Throws<ArgumentException>(() => model.Head.call(encoded)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Learns_the_mask_of_one_batch()
    {
        using var model = new SeparationModel(SmallModels.Encoder(), SmallModels.Weights());
        var (image, mixture) = (SmallModels.Image(), SmallModels.Audio());
        var source = mixture - SmallModels.Numbers([4, 1, 32, 64], seed: 5).abs();
        var loss = new SeparationLoss(weighted: false, binary: false);
        var floor = Floor(source, mixture);

        var (first, last) = Overfit.Train(
            model, () => loss.Of(model.forward(image: image, mixture: mixture), source, mixture), steps: 60, rate: 1e-2);

        Assert.True(last - floor < 0.5 * (first - floor), $"{first:f3} -> {last:f3}, at best {floor:f3}");
    }

    [Fact]
    public void Parts_of_one_picture_have_masks_of_their_own_and_the_whole_has_the_published_one()
    {
        using var scope = NewDisposeScope();
        using var model = new SeparationModel(SmallModels.Encoder(), SmallModels.Weights());
        model.eval();
        var masks = zeros([3, 32, 48]);
        masks[0] = 1;
        masks[1, .., ..16] = 1;
        masks[2, .., 16..] = 1;

        var parts = PicturePools.Of(masks, tensor(new long[] { 2, 0, 0 }), SmallModels.Encoder().Image.Grid);
        var all = model.forward(image: SmallModels.Image(), mixture: SmallModels.Audio());
        var own = model.forward(image: SmallModels.Image(), mixture: SmallModels.Audio(), parts);

        Assert.Equal([3L, 1L, 32L, 64L], own.shape);
        Assert.InRange(SmallModels.Distance(all[2], own[0]), 0, 1e-5);
        Assert.True(SmallModels.Distance(own[1], own[2]) > 1e-4);
    }

    /// <summary>The entropy of the targets, below which no prediction comes.</summary>
    private static double Floor(Tensor source, Tensor mixture)
    {
        using var target = SeparationTargets.Ratio(source, mixture);
        return (target * target.log() + (1 - target) * (1 - target).log()).neg().mean().ToDouble();
    }
}
