using DeepAvFusion.Core.Settings;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Schedules;

namespace DeepAvFusion.Training.Settings;

/// <summary>Reads how a recipe is trained, the section `opt`.</summary>
internal static class OptimizerReader
{
    public static TrainingSettings Read(SettingsReader opt, EnvironmentPlan environment)
    {
        var epochs = opt.Count("epochs");
        var ramp = new PretrainedRamp(opt.Number("pt_lr_mult_start", 0), opt.Number("pt_lr_mult_end", 0), Epochs(opt, "pt_warmup_epochs", epochs));
        var settings = new TrainingSettings
        {
            Epochs = epochs,
            WarmupEpochs = Epochs(opt, "warmup_epochs", epochs),
            BatchSize = opt.Count("batch_size"),
            Accumulate = opt.Count("accum_iter"),
            BaseRate = opt.Inside("blr", 0),
            Rate = opt.OptionalAbove("lr"),
            LeastRate = opt.Number("min_lr", 0),
            WeightDecay = opt.Number("weight_decay", 0),
            LayerDecay = opt.Number("layer_decay", 0.001, 1),
            ClipGradient = opt.OptionalAbove("clip_grad"),
            Precision = Precision(opt),
            LossScale = opt.OptionalAbove("loss_scale"),
            Pretrained = ramp is { Epochs: 0, End: 1 } ? null : ramp,
            Replicas = environment.Replicas,
            Seed = environment.Seed,
            Resume = opt.Flag("resume"),
            StopAfterSteps = opt.Count("stop_after", least: 0) is > 0 and var steps ? steps : null,
        };
        if (settings.WarmupEpochs > epochs) opt.Problem("warmup_epochs", $"is '{opt.Text("warmup_epochs")}'; it must not be more than all {epochs} (opt.epochs)");
        if (settings.LeastRate > settings.HighestRate)
            opt.Problem("min_lr", FormattableString.Invariant($"is {settings.LeastRate}, above the highest rate of {settings.HighestRate} (opt.blr for {settings.SamplesPerStep} samples a step, or opt.lr)"));
        return settings;
    }

    /// <summary>What is dropped while an encoder is trained.</summary>
    public static DropRates Drops(SettingsReader opt, string recipe)
    {
        var rates = new DropRates(opt.Rate("drop_path"), opt.Rate("attn_drop"), opt.Rate("proj_drop"));
        if (recipe != ProbeRecipe.RecipeName || rates == DropRates.None) return rates;
        foreach (var (key, rate) in new[] { ("drop_path", rates.Path), ("attn_drop", rates.Attention), ("proj_drop", rates.Projection) })
            if (rate > 0) opt.Problem(key, FormattableString.Invariant($"is {rate}; the encoder of {recipe} is not trained, so nothing of it is dropped: set it to 0"));
        return DropRates.None;
    }

    public static FinetuneSettings Finetune(SettingsReader top, string recipe)
    {
        var (smoothing, joint) = top.Section("opt", opt => (opt.Rate("smoothing"), opt.Flag("joint_loss")));
        var (alpha, chance) = top.Section("data", data => (data.Number("mixup", 0, 1000), data.Number("mixup_prob", 0, 1)));
        var (settings, batch) = (new FinetuneSettings(smoothing, chance, joint, alpha), top.Section("opt", opt => opt.Count("batch_size")));
        if (recipe == FinetuneRecipe.RecipeName && settings.IsMixing && batch % 2 != 0)
            top.Problem("opt.batch_size", $"is {batch}; mixing pairs the samples of a batch, so it must be even, or data.mixup 0");
        return settings;
    }

    private static TrainingPrecision Precision(SettingsReader opt)
    {
        var mixed = opt.Choice<MixedType>("amp_dtype") == MixedType.Float16 ? TrainingPrecision.Float16 : TrainingPrecision.BFloat16;
        return opt.Flag("use_amp") ? mixed : TrainingPrecision.Float32;
    }

    private static double Epochs(SettingsReader opt, string key, int epochs)
    {
        if (EpochCount.Read(opt.Text(key), epochs) is >= 0 and var count) return count;
        opt.Problem(key, $"is '{opt.Text(key)}'; it must be a number of epochs, or such as \"epochs/2\"");
        return 0;
    }

    private enum MixedType
    {
        Bfloat16,
        Float16,
    }
}
