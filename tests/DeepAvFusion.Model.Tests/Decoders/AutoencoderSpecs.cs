using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Decoders;

public sealed class AutoencoderSpecs
{
    private static readonly AutoencoderConfig Small = new(
        SmallModels.Encoder(), new DecoderConfig(0.5, Depth: 1), new DecoderConfig(0.5, DecoderKind.Swin, Depth: 2), Width: 32, Heads: 4);

    [Fact]
    public void Predicts_every_patch()
    {
        using var model = new MaskedAutoencoder(Small, SmallModels.Weights());

        using var output = model.forward(image: SmallModels.Image(), audio: SmallModels.Audio());

        Assert.Equal([4L, 6L, 768L], output.ImagePrediction.shape);
        Assert.Equal([4L, 8L, 256L], output.AudioPrediction.shape);
        Assert.True(output.Loss().ToSingle() > 0);
    }

    [Fact]
    public void Keeps_the_patches_with_the_lowest_noise()
    {
        var mask = PatchMask.FromNoise(tensor(new[] { 0.3f, 0.1f, 0.9f, 0.2f }, [1, 4]), kept: 2);

        Assert.Equal([1L, 3], mask.Keep.data<long>().ToArray());
        Assert.Equal([2L, 0, 3, 1], mask.Restore.data<long>().ToArray());
        Assert.Equal([1L, 0, 1, 0], mask.Removed.data<long>().ToArray());
    }

    [Fact]
    public void Only_removed_patches_count_in_the_loss()
    {
        var target = zeros(1, 3, 4);
        var prediction = tensor(new float[] { 9, 9, 9, 9, 2, 2, 2, 2, 4, 4, 4, 4 }, [1, 3, 4]);

        var loss = ReconstructionLoss.Of(prediction, target, tensor(new long[] { 0, 1, 1 }, [1, 3]), normalize: false);

        Assert.Equal(10, loss.ToSingle(), 1e-5f);
    }

    [Fact]
    public void Decoder_position_tables_are_trained()
    {
        using var model = new MaskedAutoencoder(Small, SmallModels.Weights());

        var trained = model.named_parameters().Where(entry => entry.parameter.requires_grad).Select(entry => entry.name);

        Assert.Superset(new HashSet<string> { "audio_decoder_pos_embed", "image_decoder_pos_embed" }, trained.ToHashSet());
    }

    [Fact]
    public void Learns_to_reconstruct_one_batch()
    {
        using var model = new MaskedAutoencoder(Small, SmallModels.Weights());
        var (image, audio) = (SmallModels.Image(), SmallModels.Audio());
        var (imageNoise, audioNoise) = (SmallModels.Numbers([4, 6], seed: 3), SmallModels.Numbers([4, 8], seed: 4));

        var (first, last) = Overfit.Train(
            model, () => model.forward(image: image, audio: audio, imageNoise: imageNoise, audioNoise: audioNoise).Loss(), steps: 60, rate: 3e-3);

        Assert.True(last < 0.4 * first, $"{first:f3} -> {last:f3}");
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        using var model = new MaskedAutoencoder(Small, SmallModels.Weights());
        using var image = SmallModels.Image();
        using var audio = SmallModels.Audio();
        using var frozen = no_grad();
        model.forward(image: image, audio: audio).Dispose();

        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (var i = 0; i < 10; i++) model.forward(image: image, audio: audio).Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
