using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Tests;

/// <summary>Heads that were trained on their own run with their own encoders in place of the model's.</summary>
public sealed class OwnHeadSpecs : IDisposable
{
    private static readonly ModelSettings Settings = new("tiny", null, 0, "cpu", NumberType.Float32, 1);
    private readonly HeadFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly float[] _image;
    private readonly float[] _sound;

    public OwnHeadSpecs()
    {
        var random = new Random(3);
        _image = [.. Enumerable.Range(0, 3 * 160 * 160).Select(_ => 2 * random.NextSingle() - 1)];
        _sound = [.. Enumerable.Range(0, 128 * 192).Select(_ => random.NextSingle() - 4)];
    }

    private Tensor Picture => tensor(_image, [1, 3, 160, 160]);

    private Tensor Mixture => tensor(_sound, [1, 1, 128, 192]);

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData(LabelScoring.Sigmoid)]
    [InlineData(LabelScoring.Softmax)]
    public void A_classifier_brings_its_labels_and_its_way_of_scoring(LabelScoring scoring)
    {
        var (path, model) = _files.Recognition(scoring);
        using var network = AnalyzerOpener.OpenNetwork(Settings with { Recognition = path }, progress: null);
        using var batch = network.Encode(_image, _sound, 1);
        var logits = model.forward(image: Picture, audio: Mixture);
        var expected = scoring == LabelScoring.Sigmoid ? logits.Heard().sigmoid() : logits.Average().softmax(-1);
        var scores = batch.Recognise()[0];
        Assert.Equal(HeadFiles.Labels, scores.Select(score => score.Label));
        Assert.All(scores.Zip(Floats(expected)), pair => Assert.Equal(pair.Second, pair.First.Score, 5));
        Assert.Equal("tiny + recognition head", network.Identity.Name);
        Assert.False(network.Identity.IsTrained);
        Assert.Equal(160 * 160, batch.Locate().Length);
    }

    [Fact]
    public void Three_heads_need_no_model_beside_them()
    {
        var (recognition, _) = _files.Recognition(LabelScoring.Sigmoid);
        var (segmentation, marks) = _files.Segmentation(channels: 1);
        var (separation, masks) = _files.Separation();
        using var network = AnalyzerOpener.OpenNetwork(
            Settings with { Preset = "no such preset", Recognition = recognition, Segmentation = segmentation, Separation = separation }, progress: null);
        using var batch = network.Encode(_image, _sound, 1);
        Near(Floats(marks.forward(image: Picture, audio: Mixture).sigmoid()), batch.Locate());
        Near(Floats(masks.forward(image: Picture, mixture: Mixture).sigmoid()), batch.Mask());
        using var row = batch.Rows([0]);
        Near(batch.Mask(), row.Mask());
        Assert.Null(batch.NamePatches());
        Assert.True(network.Identity.IsTrained);
        Assert.Equal("recognition head + segmentation map + separation mask", network.Identity.Name);
        Assert.Matches("^[0-9a-f]{64}$", network.Identity.Sha256);
    }

    [Fact]
    public void With_several_classes_whatever_is_not_background_sounds()
    {
        var (path, model) = _files.Segmentation(channels: 3);
        using var network = AnalyzerOpener.OpenNetwork(Settings with { Segmentation = path }, progress: null);
        using var batch = network.Encode(_image, _sound, 1);
        Near(Floats(model.forward(image: Picture, audio: Mixture).softmax(1).slice(1, 1, 3, 1).sum(1)), batch.Locate());
    }

    [Fact]
    public void What_is_no_such_head_is_refused_with_what_is_needed()
    {
        var (separation, _) = _files.Separation();
        var (plain, _) = _files.Recognition(LabelScoring.Sigmoid, isDescribed: false);
        Refused("is of the recipe separation; a checkpoint of `deepav train finetune` or `deepav train linprobe` is needed as davf.model.recognition", Settings with { Recognition = separation });
        Refused("give it as davf.model.separation=", Settings with { Checkpoint = separation });
        Refused("does not say which recipe trained it", Settings with { Recognition = plain });
        Refused("does not exist", Settings with { Segmentation = _files.NameOf("none.pth") });
    }

    [Fact]
    public void Parts_that_look_at_other_sizes_are_refused()
    {
        var (path, _) = _files.Separation(new InputSize(96, 96));
        Refused("The separation looks at pictures of 96x96 and spectrograms of 128x192, the model at pictures of 160x160", Settings with { Separation = path });
    }

    private static void Refused(string words, ModelSettings settings) =>
        Assert.Contains(words, Assert.ThrowsAny<UserErrorException>(() => AnalyzerOpener.OpenNetwork(settings, progress: null)).Message, StringComparison.Ordinal);

    private static void Near(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.InRange(expected.Zip(found).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 1e-5);
    }

    private static float[] Floats(Tensor values) => values.contiguous().data<float>().ToArray();
}
