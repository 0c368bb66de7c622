using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Settings;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Settings;

public sealed class TrainingSetupSpecs : IDisposable
{
    private static readonly string[] Small =
    [
        "model.preset=tiny", "model.decoder.width=64", "model.image.decoder_depth=1", "model.audio.decoder_depth=1", "model.decoder.heads=4", "data.epoch_size=4", "data.eval_size=4", "data.eval_pairs=0",
        "opt.epochs=1", "opt.warmup_epochs=0", "opt.batch_size=2", "opt.accum_iter=1", "opt.pt_warmup_epochs=0", "opt.use_amp=true", "log.tensorboard=true",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Recipes => new()
    {
        { "pretrain", "fusion_nn_ap" }, { "linprobe", "val_ap_all" }, { "finetune", "val_ap_all" }, { "segmentation", "miou_avsbench" }, { "separation", "sdr" }, { "joint", "map" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Every_recipe_trains_on_scenes_is_judged_and_leaves_its_plots(string recipe, string measure)
    {
        string[] more = recipe == "separation" ? ["data.eval_pairs=1"] : [];
        var plan = Plan(recipe, more);
        using var setup = new TrainingSetup(plan, CPU);

        var outcome = setup.Run(null, CancellationToken.None);

        Assert.Equal((true, 2L), (outcome.IsComplete, outcome.State.Steps));
        Assert.True(double.IsFinite(outcome.Loss));
        Assert.Contains(measure, outcome.Measures.Keys);
        var pictures = Path.Combine(plan.Folder, "tensorboard", "pictures");
        Assert.Equal(recipe is not ("linprobe" or "finetune"), Directory.Exists(pictures));
        if (Directory.Exists(pictures))
            Assert.All(EventFiles.Read(Directory.GetFiles(pictures).Single()).Skip(1), one => Assert.True(one.Event is { Step: 2 } && one.Event.Summary.Value.Single().Image is { Width: > 100, Height: > 100, EncodedImageString.Length: > 1000 }));
        foreach (var plot in new[] { "loss.svg", "rate.svg", "measures.svg" }) Assert.Contains("stroke-width=\"1.8\"", File.ReadAllText(Path.Combine(plan.Folder, plot)), StringComparison.Ordinal);
        var checkpoint = Path.Combine(plan.Folder, "checkpoints", "checkpoint_latest.pth");
        using var again = new EvaluationSetup(Plan(recipe, more), checkpoint, CPU);
        var judged = again.Evaluate(CancellationToken.None);
        Assert.Equal(outcome.Measures.Where(one => double.IsFinite(one.Value)), judged.Where(one => double.IsFinite(one.Value)));
        using var file = CheckpointFile.Open(checkpoint);
        Assert.Equal(recipe == "joint" ? null : recipe, TaskMetadata.Of(file.Metadata)?.Task);
    }

    [Fact]
    public void A_checkpoint_says_how_its_network_is_built_and_what_its_outputs_are_called()
    {
        var plan = Plan("linprobe", "model.fusion.layers=0-2", "log.eval_freq=9");
        using var setup = new TrainingSetup(plan, CPU);
        setup.Run(null, CancellationToken.None);

        using var file = CheckpointFile.Open(Path.Combine(plan.Folder, "checkpoints", "checkpoint_latest.pth"));
        var metadata = TaskMetadata.Of(file.Metadata)!;
        Assert.Equal(plan.Model.Encoder with { Drop = null }, metadata.Encoder);
        Assert.Equal("0-2", metadata.Encoder.Fusion.Layers.ToString());
        Assert.Equal(SceneKinds.Names, metadata.Labels);
        Assert.Equal((LabelScoring.Sigmoid, true), (metadata.Scoring, metadata.HasInputNorm));
    }

    [Fact]
    public async Task Segmentation_trains_on_a_folder_of_avsbench()
    {
        await SceneGenerator.GenerateAsync(new SceneGeneratorSettings("s4", 10, 1, _folder.File("avs")) { Width = 160, Height = 120, FrameRate = 4 }, new Progress<GenerationProgress>(), CancellationToken.None);

        using var setup = new TrainingSetup(Plan("segmentation", "data.dataset=avsbench_s4", $"data.data_path={_folder.File("avs")}"), CPU);
        var outcome = setup.Run(null, CancellationToken.None);

        Assert.Equal(0, outcome.Data.Skipped);
        Assert.InRange(outcome.Measures["miou_avsbench"], 0, 1);
    }

    [Fact]
    public void Data_without_maps_are_refused_for_segmentation_and_a_wrong_name_for_all()
    {
        Assert.Contains("not a data set", Refused("finetune", "data.dataset=vggsond", $"data.data_path={_folder.Path}"), StringComparison.Ordinal);
        Assert.Contains("which only scenes have", Refused("joint", "data.dataset=avsbench_s4", $"data.data_path={_folder.Path}"), StringComparison.Ordinal);
    }

    private string Refused(string recipe, params string[] more) => Assert.ThrowsAny<UserErrorException>(() => new TrainingSetup(Plan(recipe, more), CPU)).Message;

    private TrainingPlan Plan(string recipe, params string[] more) => TrainingSettingsFile.Load(recipe, [], [.. Small, $"output_dir={_folder.Path}", .. more]);
}
