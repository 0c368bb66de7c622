using DeepAvFusion.Core.Settings;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Schedules;

namespace DeepAvFusion.Training.Settings;

/// <summary>Everything that a training or an evaluation is told.</summary>
/// <param name="Recipe">One of <see cref="Recipes"/>.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="Environment">Device and threads.</param>
/// <param name="Data">What is trained on.</param>
/// <param name="Model">The network.</param>
/// <param name="Training">What all recipes have in common.</param>
/// <param name="Finetune">What finetuning has beside that.</param>
/// <param name="Objective">What a separation mask should be.</param>
/// <param name="Losses">Weights of the joint recipe.</param>
/// <param name="ModelName">Name that a model exported by the joint recipe carries.</param>
/// <param name="HasDetailHeads">Whether the joint model's heads see the network's inputs beside its tokens.</param>
public sealed record TrainingPlan(
    string Recipe, string Folder, EnvironmentPlan Environment, DataPlan Data, ModelPlan Model, TrainingSettings Training,
    FinetuneSettings Finetune, SeparationObjective Objective, JointLossSettings Losses, string ModelName, bool HasDetailHeads)
{
    /// <summary>The recipes by name.</summary>
    public static IReadOnlyList<string> Recipes { get; } =
        [PretrainRecipe.RecipeName, ProbeRecipe.RecipeName, FinetuneRecipe.RecipeName, SeparationRecipe.RecipeName, SegmentationRecipe.RecipeName, JointRecipe.RecipeName];

    internal static TrainingPlan From(string recipe, SettingsReader top)
    {
        var environment = top.Section("env", EnvironmentPlan.From);
        var objective = top.Section("avss", ObjectiveFrom);
        var (losses, name, heads) = top.Section("joint", joint => (LossesFrom(joint, objective), joint.Text("name"), joint.Choice<JointHeads>("heads")));
        var opt = top.Section("opt", section => Common(section, environment.Seed));
        var model = top.Section("model", ModelPlan.From);
        var hasDetail = heads == JointHeads.Detailed || (heads == JointHeads.Auto && EncoderPresets.HasDetailHeads(model.Preset));
        return new TrainingPlan(
            recipe, Path.Combine(top.Text("output_dir"), top.OptionalText("job_name") ?? recipe), environment,
            top.Section("data", DataPlan.From), model,
            opt with { SaveEvery = top.Section("log", log => log.Count("save_freq")), EvaluateEvery = top.Section("log", log => log.Count("eval_freq")) },
            top.Section("opt", FinetuneFrom), objective, losses, name, hasDetail);
    }

    private static TrainingSettings Common(SettingsReader opt, long seed)
    {
        var epochs = opt.Count("epochs");
        var ramp = new PretrainedRamp(opt.Number("pt_lr_mult_start", 0), opt.Number("pt_lr_mult_end", 0), Epochs(opt, "pt_warmup_epochs", epochs));
        return new TrainingSettings
        {
            Epochs = epochs,
            WarmupEpochs = Epochs(opt, "warmup_epochs", epochs),
            BatchSize = opt.Count("batch_size"),
            Accumulate = opt.Count("accum_iter"),
            BaseRate = opt.Number("blr", 0),
            Rate = OptionalNumber(opt, "lr"),
            WeightDecay = opt.Number("weight_decay", 0),
            LayerDecay = opt.Number("layer_decay", 0, 1),
            ClipGradient = OptionalNumber(opt, "clip_grad"),
            Precision = PrecisionFrom(opt),
            LossScale = OptionalNumber(opt, "loss_scale"),
            Pretrained = ramp is { Epochs: 0, End: 1 } ? null : ramp,
            Seed = seed,
            Resume = opt.Flag("resume"),
            StopAfterSteps = opt.Count("stop_after", least: 0) is > 0 and var steps ? steps : null,
        };
    }

    private static TrainingPrecision PrecisionFrom(SettingsReader opt)
    {
        var mixed = opt.Choice<MixedType>("amp_dtype") == MixedType.Float16 ? TrainingPrecision.Float16 : TrainingPrecision.BFloat16;
        return opt.Flag("use_amp") ? mixed : TrainingPrecision.Float32;
    }

    private static FinetuneSettings FinetuneFrom(SettingsReader opt) => new(
        opt.Number("smoothing", 0, 1), opt.Number("mixup_prob", 0, 1), opt.Flag("joint_loss"), opt.Number("drop_path", 0, 1));

    private static SeparationObjective ObjectiveFrom(SettingsReader avss)
    {
        var isIdeal = avss.Choice<MaskRatio>("ratio") == MaskRatio.Ideal;
        var target = avss.Flag("binary_mask") ? SeparationTarget.PublishedBinary : isIdeal ? SeparationTarget.IdealRatio : SeparationTarget.PublishedRatio;
        return new SeparationObjective(target, avss.Flag("weighted_loss"));
    }

    private static JointLossSettings LossesFrom(SettingsReader joint, SeparationObjective objective) => new(
        joint.Number("recognition", 0), joint.Number("segmentation", 0), joint.Number("overlap", 0), joint.Number("separation", 0),
        joint.Number("names", 0), joint.Flag("freeze_encoder"), joint.Number("map_threshold", 0.001, 0.999), objective);

    private static double Epochs(SettingsReader opt, string key, int epochs)
    {
        if (EpochCount.Read(opt.Text(key), epochs) is { } count) return count;
        opt.Problem(key, $"is '{opt.Text(key)}'; it must be a number of epochs, or such as \"epochs/2\"");
        return 0;
    }

    private static double? OptionalNumber(SettingsReader opt, string key) => opt.OptionalText(key) is null ? null : opt.Number(key, 0);

    private enum JointHeads
    {
        Auto,
        Published,
        Detailed,
    }

    private enum MixedType
    {
        Bfloat16,
        Float16,
    }

    private enum MaskRatio
    {
        Published,
        Ideal,
    }
}
