using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Settings;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Settings;

/// <summary>What encoders start from.</summary>
public sealed class StartSpecs : IDisposable
{
    private static readonly string[] Small =
    [
        "model.preset=tiny", "model.decoder.width=64", "model.image.decoder_depth=1", "model.audio.decoder_depth=1", "model.decoder.heads=4", "data.epoch_size=4", "data.eval_size=4",
        "opt.epochs=1", "opt.warmup_epochs=0", "opt.batch_size=2", "opt.accum_iter=1",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pretraining_starts_from_weights_of_one_stream_and_lets_them_learn_later()
    {
        var (image, audio) = (SingleStream("image.pth", channels: 3), SingleStream("audio.pth", channels: 1));
        using var setup = new TrainingSetup(Plan("pretrain", $"model.image.pretrained={image.File}", $"model.audio.pretrained={audio.File}"), CPU);
        var encoder = ((MaskedAutoencoder)setup.Recipe.Model).Encoder;

        AssertSame(image.Weights, encoder.Image);
        AssertSame(audio.Weights, encoder.Audio);
        Assert.Equal([false, false, true, true, true, true], setup.Recipe.Optimizer.Groups.Select(group => group.Pretrained));
        var before = encoder.Image.state_dict()["blocks.0.attn.qkv.weight"].clone();
        setup.Run(null, CancellationToken.None);
        Assert.False(before.allclose(encoder.Image.state_dict()["blocks.0.attn.qkv.weight"], 0, 0));
        using var alone = new TrainingSetup(Plan("pretrain", $"model.audio.pretrained={audio.File}", "job_name=alone"), CPU);
        Assert.Equal([false, false, true, true], alone.Recipe.Optimizer.Groups.Select(group => group.Pretrained));
    }

    [Fact]
    public void Weights_that_do_not_fit_are_named()
    {
        var audio = SingleStream("audio.pth", channels: 1);

        var thrown = Assert.Throws<UserErrorException>(() => new TrainingSetup(Plan("finetune", $"model.image.pretrained={audio.File}"), CPU));

        Assert.Contains("The image backbone cannot start from", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("patch_embed.proj.weight", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finetuning_goes_on_from_a_job_and_is_judged_by_its_own_settings()
    {
        using (var first = new TrainingSetup(Plan("pretrain", "job_name=first"), CPU)) first.Run(null, CancellationToken.None);
        var plan = Plan("finetune", "pretrain_job_name=first");
        using var setup = new TrainingSetup(plan, CPU);

        AssertSame(_folder.File("first/checkpoints/checkpoint_latest.pth"), "encoder.", ((Classifier)setup.Recipe.Model).Encoder);
        Assert.Equal(Path.Combine(_folder.Path, "first", "finetune"), plan.Folder);
        var outcome = setup.Run(null, CancellationToken.None);

        File.Delete(_folder.File("first/checkpoints/checkpoint_latest.pth"));
        var again = TrainingSettingsFile.LoadForEvaluation("finetune", [Path.Combine(plan.Folder, "settings.conf")], []);
        using var judge = new EvaluationSetup(again, Path.Combine(plan.Folder, "checkpoints", "checkpoint_latest.pth"), CPU);
        Assert.Equal(outcome.Measures.Where(one => double.IsFinite(one.Value)), judge.Evaluate(CancellationToken.None).Where(one => double.IsFinite(one.Value)));
        Assert.Equal(plan with { Text = "", Start = again.Start }, again with { Text = "" });
    }

    [Fact]
    public void An_epoch_of_the_job_can_be_chosen_and_a_prefix_of_its_keys()
    {
        using (var first = new TrainingSetup(Plan("pretrain", "job_name=first"), CPU)) first.Run(null, CancellationToken.None);
        var numbered = _folder.File("first/checkpoints/checkpoint_0001.pth");

        Assert.Equal(numbered, Plan("linprobe", "pretrain_job_name=first", "pretrain_resume_epoch=1").Start.Checkpoint);
        Assert.Equal(numbered, Plan("linprobe", $"checkpoint={numbered}").Start.Checkpoint);
        var thrown = Assert.Throws<UserErrorException>(() => new TrainingSetup(Plan("linprobe", $"checkpoint={numbered}", "encoder_prefix=module.encoder."), CPU));
        Assert.Contains("no key begins with 'module.encoder.'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_ends_epochs_early()
    {
        using var setup = new TrainingSetup(Plan("linprobe", "data.epoch_size=1000", "debug=true"), CPU);

        Assert.Equal(101, setup.Data.Batches);
    }

    /// <summary>A file as MAE has it: class token, a position for it, mask token and decoder beside the weights.</summary>
    private (string File, IReadOnlyDictionary<string, Tensor> Weights) SingleStream(string name, int channels)
    {
        using var seeded = WeightInitializer.Seeded((ulong)(7 + channels));
        using var backbone = new VitBackbone(BackbonePresets.Unchecked("vit_tiny", channels, new InputSize(160, 160)), seeded);
        using var extra = zeros(1, 1, 192);
        var tensors = CheckpointTensors.Snapshot(backbone).Concat(new[] { "cls_token", "mask_token", "decoder_embed.weight" }.Select(key => CheckpointTensors.FromTensor(key, extra)));
        TorchCheckpointWriter.Write(_folder.File(name), new CheckpointMap().Set("model", tensors.ToMap()), progress: null, CancellationToken.None);
        return (_folder.File(name), backbone.state_dict().Where(entry => entry.Key != "pos_embed").ToDictionary(entry => entry.Key, entry => entry.Value.clone()));
    }

    private static void AssertSame(IReadOnlyDictionary<string, Tensor> weights, nn.Module module)
    {
        var state = module.state_dict();
        Assert.All(weights, entry => Assert.True(entry.Value.allclose(state[entry.Key], 0, 0), entry.Key));
    }

    private static void AssertSame(string file, string prefix, nn.Module module)
    {
        using var opened = CheckpointFile.Open(file);
        var tensors = opened.Tensors(prefix: prefix);
        Assert.All(module.state_dict(), entry => Assert.True(entry.Value.allclose(tensors[entry.Key].ToTensor(), 0, 0), entry.Key));
    }

    private TrainingPlan Plan(string recipe, params string[] more) => TrainingSettingsFile.Load(recipe, [], [.. Small, $"output_dir={_folder.Path}", .. more]);
}
