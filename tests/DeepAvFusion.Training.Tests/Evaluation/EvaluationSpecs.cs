using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Evaluation;
using DeepAvFusion.Training.Tests.Data;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Evaluation;

public sealed class EvaluationSpecs
{
    private static SampleLoader Data(EncoderConfig encoder) => new(new NoiseSamples(encoder, 7), new LoaderSettings(BatchSize: 3, Shuffle: false));

    [Fact]
    public void A_classifier_is_judged_by_every_stream()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var model = new Classifier(new ClassifierConfig(TinyModels.Encoder(), 3), weights);

        var single = ClassifierEvaluation.Run(model, Data(TinyModels.Encoder()), multiLabel: false, CPU, CancellationToken.None);
        var several = ClassifierEvaluation.Run(model, Data(TinyModels.Encoder()), multiLabel: true, CPU, CancellationToken.None);

        Assert.Equal(["val_acc1_all", "val_acc1_image", "val_acc1_audio", "val_acc1_fusion"], single.Keys);
        Assert.All(single.Values, value => Assert.Equal(0, value * 7 / 100 % 1, 6));
        Assert.Equal(8, several.Count);
        Assert.All(several.Values, value => Assert.InRange(value, 0, 100));
    }

    [Fact]
    public void The_probe_needs_no_heads()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var encoder = new DeepAvFusionEncoder(TinyModels.Encoder(), weights);

        var found = ProbeEvaluation.Run(encoder, Data(TinyModels.Encoder()), multiLabel: false, CPU, CancellationToken.None);

        Assert.Equal(["fusion_nn_acc", "image_nn_acc", "audio_nn_acc", "all_nn_acc"], found.Keys);
        Assert.All(found.Values, value => Assert.InRange(value, 0, 100));
    }

    [Fact]
    public void Segmentation_is_judged_by_both_definitions()
    {
        using var weights = WeightInitializer.Seeded(1);
        using var model = new SegmentationModel(TinyModels.Encoder(128), 1, weights);

        var found = SegmentationEvaluation.Run(model, Data(TinyModels.Encoder(128)), CPU, CancellationToken.None);

        Assert.Equal(["miou_avsbench", "f_avsbench", "miou_original", "miou_original_nobg", "f_original", "f_original_nobg"], found.Keys);
        Assert.All(found.Values, value => Assert.InRange(value, 0, 1));
    }
}
