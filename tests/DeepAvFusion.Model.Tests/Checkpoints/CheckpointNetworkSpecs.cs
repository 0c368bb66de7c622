using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Model.Tests.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Checkpoints;

/// <summary>Checkpoints in the real networks.</summary>
public sealed class CheckpointNetworkSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mae")]
    [InlineData("prefixed")]
    public void Published_backbones_give_the_recorded_tokens(string weights)
    {
        var golden = GoldenCase.Open("02_vit_load_checkpoint");
        var entry = golden.Root.GetProperty("weights").GetProperty(weights);
        using var backbone = Backbone();
        CheckpointLoader.LoadBackbone(
            backbone, golden.File(entry.GetProperty("file").GetString()!), entry.GetProperty("prefix").GetString()!, null, CancellationToken.None);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        backbone.eval();
        golden.Check($"y_{weights}", backbone.call(tensor(golden.Input("x"), [2, 3, 24, 32]), null).data<float>().ToArray());
    }

    [Fact]
    public void A_backbone_file_with_a_key_too_many_or_too_few_is_refused()
    {
        using var file = CheckpointFile.Open(GoldenCase.Open("02_vit_load_checkpoint").File("mae.pth"));
        var tensors = CheckpointSelection.Backbone(file, "", hasClassToken: false).ToDictionary();
        tensors.Remove("norm.bias");
        tensors.Add("head.bias", CheckpointTensor.FromFloat32("head.bias", [1], [1]));
        using var backbone = Backbone();
        var error = Assert.Throws<CheckpointException>(() => CheckpointLoader.Load(backbone, "mae.pth", tensors, ["pos_embed"], null, CancellationToken.None));
        Assert.Equal("mae.pth: does not fit the model: 1 missing: norm.bias; 1 unexpected: head.bias", error.Message);
    }

    [Fact]
    public void A_file_of_another_preset_is_refused_by_name()
    {
        using var tiny = new DeepAvFusionEncoder(EncoderPresets.Named("tiny"), WeightInitializer.Seeded(1));
        var root = new CheckpointMap().Set("state_dict", CheckpointTensors.Views(tiny).ToMap());
        TorchCheckpointWriter.Write(_folder["tiny.pth"], root, null, CancellationToken.None);
        using var other = new DeepAvFusionEncoder(EncoderPresets.Named("small"), WeightInitializer.Blank());
        var error = Assert.Throws<CheckpointException>(() => CheckpointLoader.LoadEncoder(other, _folder["tiny.pth"], null, CancellationToken.None));
        Assert.StartsWith(
            "tiny.pth: does not fit the model: the file is an encoder 'tiny': width 192, 4 layers, patches of 16, 100 image and 96 audio positions, "
            + "16 fusion tokens, factorized fusion in all layers, attention ratio 0.25, MLP ratio 1; the model is an encoder 'small': width 384, 12 layers",
            error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal("tiny", error.Mismatch!.NearestPreset);
        Assert.Equal(error.Mismatch.Missing.Count + error.Mismatch.Misshaped.Count, other.state_dict().Count);
    }

    [Theory]
    [InlineData(FusionKind.Factorized)]
    [InlineData(FusionKind.Dense)]
    [InlineData(FusionKind.Token)]
    public void Every_fusion_kind_is_recognised_by_its_shapes(FusionKind kind)
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(kind: kind, layers: "1"), SmallModels.Weights());
        var shapes = CheckpointTensors.Views(encoder).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        var found = CheckpointArchitecture.Detect(shapes)!;
        Assert.Equal((CheckpointTask.Encoder, 32, 2), (found.Task, found.Width, found.Depth));
        Assert.Equal((kind, 0.5, 9), (found.Fusion!.Value, found.AttentionRatio, found.FusionTokens));
        Assert.Equal([1], found.FusionLayers);
    }

    [Theory]
    [InlineData("05_classifier_finetune", CheckpointTask.Recognition)]
    [InlineData("06_avsrcsep_d16_depth5", CheckpointTask.Separation)]
    [InlineData("04_avmae_plain", CheckpointTask.MaskedAutoencoder)]
    [InlineData("04_avmae_swin", CheckpointTask.MaskedAutoencoder)]
    [InlineData("14_overfit_curve", CheckpointTask.MaskedAutoencoder)]
    public void Recorded_models_are_recognised(string name, CheckpointTask task)
    {
        var file = GoldenCase.Open(name).File(name.StartsWith("14", StringComparison.Ordinal) ? "checkpoint_0010.pth" : "weights.pth");
        var report = CheckpointInspector.Inspect(file, null, CancellationToken.None);
        Assert.Equal(task, report.Architecture!.Task);
        Assert.Equal(16, report.Architecture.Width);
    }

    [Fact]
    public void A_training_checkpoint_shows_its_progress()
    {
        var report = CheckpointInspector.Inspect(GoldenCase.Open("14_overfit_curve").File("checkpoint_0010.pth"), null, CancellationToken.None);
        Assert.Equal((10L, 10L), (report.Epoch!.Value, report.Steps!.Value));
        Assert.True(report.OptimizerStates > 20);
    }

    private static VitBackbone Backbone() =>
        new(new BackboneConfig(3, new InputSize(24, 32), 8, Width: 24, Depth: 2, Heads: 3, MlpRatio: 2), WeightInitializer.Seeded(1));
}
