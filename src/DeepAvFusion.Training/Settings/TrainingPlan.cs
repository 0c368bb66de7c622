using System.Text.Json.Serialization;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Settings;

/// <summary>Everything that a training or an evaluation is told.</summary>
/// <param name="Recipe">One of <see cref="Recipes"/>.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="Environment">Device and threads.</param>
/// <param name="Data">What is trained on.</param>
/// <param name="Probe">What pre-training is judged on.</param>
/// <param name="Model">The network.</param>
/// <param name="Start">What its encoder starts from.</param>
/// <param name="Training">What all recipes have in common.</param>
/// <param name="Finetune">What finetuning has beside that.</param>
/// <param name="Separation">What separation has.</param>
/// <param name="Joint">What the live analyzer's model has.</param>
/// <param name="Progress">How much of an epoch is run and told.</param>
public sealed record TrainingPlan(
    string Recipe, string Folder, EnvironmentPlan Environment, DataPlan Data, ProbePlan Probe, ModelPlan Model, EncoderStart Start, TrainingSettings Training,
    FinetuneSettings Finetune, SeparationPlan Separation, JointPlan Joint, ProgressPlan Progress)
{
    /// <summary>The recipes by name.</summary>
    public static IReadOnlyList<string> Recipes { get; } =
        [PretrainRecipe.RecipeName, ProbeRecipe.RecipeName, FinetuneRecipe.RecipeName, SeparationRecipe.RecipeName, SegmentationRecipe.RecipeName, JointRecipe.RecipeName];

    /// <summary>All settings, as a file that --config takes.</summary>
    [JsonIgnore]
    public string Text { get; init; } = "";

    /// <summary>The plan of an evaluation: pre-training has data of its own for that.</summary>
    internal TrainingPlan Judged => Recipe == PretrainRecipe.RecipeName ? this with { Data = Probe.Data, Training = Training with { BatchSize = Probe.BatchSize } } : this;

    /// <param name="trains">Whether what a training starts from must be there.</param>
    internal static TrainingPlan From(string recipe, SettingsReader top, bool trains)
    {
        var environment = top.Section("env", EnvironmentPlan.From);
        var data = top.Section("data", DataPlan.From);
        var (training, drops) = top.Section("opt", opt => (OptimizerReader.Read(opt, environment), OptimizerReader.Drops(opt, recipe)));
        var model = new ModelReader(top, recipe, data, drops).Read();
        var separation = top.Section("avss", SeparationPlan.From);
        var plan = new TrainingPlan(
            recipe, FolderOf(recipe, top), environment, data, top.Section("nn_probe", probe => ProbePlan.From(probe, data, training.BatchSize)), model,
            StartReader.Read(top, recipe, trains),
            top.Section("log", log => training with { SaveEvery = log.Count("save_freq"), EvaluateEvery = log.Count("eval_freq"), WritesEvents = log.Flag("tensorboard") }),
            OptimizerReader.Finetune(top, recipe), separation, top.Section("joint", joint => JointPlan.From(joint, separation.Objective, model.Preset)), ProgressPlan.From(top));
        if (recipe == PretrainRecipe.RecipeName && plan.Probe.IsChosen && RecipeEvaluation.Obstacle(plan.Judged) is { } obstacle)
            top.Problem("nn_probe.dataset", $"cannot be used: {obstacle.TrimEnd('.')}");
        foreach (var (key, what) in trains ? RecipeFactory.Obstacles(plan) : []) top.Problem(key, what);
        return plan;
    }

    private static string FolderOf(string recipe, SettingsReader top)
    {
        var job = recipe == PretrainRecipe.RecipeName ? null : top.OptionalText("pretrain_job_name");
        return Path.Combine(top.Text("output_dir"), job ?? "", top.OptionalText("job_name") ?? recipe);
    }
}
