using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Heads;

public sealed class RecognitionSpecs
{
    private static readonly ClassifierConfig Small = new(SmallModels.Encoder(), Classes: 5);

    [Fact]
    public void Scores_every_class_for_every_stream()
    {
        using var model = new Classifier(Small, SmallModels.Weights());

        using var logits = model.forward(image: SmallModels.Image(), audio: SmallModels.Audio());

        Assert.All([logits.Image, logits.Audio, logits.Fusion, logits.Average()], scores => Assert.Equal([4L, 5L], scores.shape));
    }

    [Fact]
    public void A_frozen_encoder_stays_as_it_is_and_never_trains()
    {
        var config = Small with { FreezeEncoder = true, InputNorm = true, Encoder = SmallModels.Encoder(drop: new DropRates(Path: 0.9)) };
        using var model = new Classifier(config, SmallModels.Weights());
        model.train();

        Assert.False(model.Encoder.training);
        Assert.Equal(
            ["image_head.weight", "image_head.bias", "audio_head.weight", "audio_head.bias", "fusion_head.weight", "fusion_head.bias"],
            model.named_parameters().Where(entry => entry.parameter.requires_grad).Select(entry => entry.name));
        using var one = model.forward(image: SmallModels.Image(), audio: SmallModels.Audio());
        using var other = model.forward(image: SmallModels.Image(), audio: SmallModels.Audio());
        Assert.Equal(0, SmallModels.Distance(one.Fusion, other.Fusion));
    }

    [Fact]
    public void Biases_start_at_the_log_odds_of_the_class_shares()
    {
        using var model = new Classifier(Small, SmallModels.Weights());

        model.Head.StartAtShares([0.5f, 0, 0.1f, 0.2f, 0.2f]);

        var bias = model.state_dict()["audio_head.bias"].data<float>().ToArray();
        Assert.Equal(0, bias[0], 1e-5f);
        Assert.Equal(Math.Log(1e-3 / 1.001), bias[1], 1e-4);
        Assert.Throws<ArgumentException>(() => model.Head.StartAtShares([1f]));
    }

    [Fact]
    public void Mixing_needs_an_even_batch()
    {
        Assert.Throws<ArgumentException>(() => SampleMixing.Mix(ones(3, 2), ones(3)));
        Assert.Throws<ArgumentException>(() => SampleMixing.Mix(ones(4, 2), ones(3)));
    }

    [Fact]
    public void Mixing_with_shares_of_one_changes_nothing()
    {
        var batch = SmallModels.Image();

        Assert.Equal(0, SmallModels.Distance(batch, SampleMixing.Mix(batch, ones(4))));
    }

    [Fact]
    public void Learns_the_labels_of_one_batch()
    {
        using var model = new Classifier(Small, SmallModels.Weights());
        var (image, audio, labels) = (SmallModels.Image(), SmallModels.Audio(), tensor(new long[] { 0, 1, 3, 4 }));

        var (first, last) = Overfit.Train(
            model,
            () =>
            {
                using var logits = model.forward(image: image, audio: audio);
                return ProbeLoss.SingleLabel(logits, labels);
            },
            steps: 40, rate: 2e-3);

        Assert.True(last < 0.1 * first, $"{first:f3} -> {last:f3}");
    }
}
