using DeepAvFusion.Core;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Trainers;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Settings;

/// <summary>Makes a recipe, its data and its evaluation out of a plan, for training.</summary>
public sealed class TrainingSetup : IDisposable
{
    private readonly TrainingPlan _plan;

    private readonly IReadOnlyList<Recipe> _others;

    /// <param name="devices">Where replicas of the network are; the first one's is judged and saved.</param>
    /// <exception cref="UserErrorException">Settings are impossible or data are not there; all problems are listed.</exception>
    public TrainingSetup(TrainingPlan plan, params IReadOnlyList<Device> devices)
    {
        var device = devices[0];
        _plan = plan;
        RecipeFactory.Check(plan);
        var data = TrainingData.Open(plan, training: true, Separates);
        Missing = data.Missing;
        Recipe = RecipeFactory.Make(plan, data, device);
        _others = [.. devices.Skip(1).Select(other => RecipeFactory.Make(plan, data, other))];
        Data = new SampleLoader(data.Source, new LoaderSettings(
            plan.Training.BatchSize, plan.Environment.Seed, Workers: plan.Environment.Workers, Prefetch: Math.Max(devices.Count, plan.Environment.Prefetch), MostBatches: plan.Progress.MostBatches * plan.Training.Replicas));
        var judged = plan.Judged;
        if (RecipeEvaluation.Obstacle(judged) is not null) return;
        var evaluation = RecipeEvaluation.Of(judged, Recipe, HeldOutData.Open(judged), device);
        (Recipe.Evaluation, Recipe.FinalEvaluation, Recipe.Pictures) = (evaluation.Run, evaluation.Final, evaluation.Pictures);
    }

    public Recipe Recipe { get; }

    public SampleLoader Data { get; }

    /// <summary>Clips that are listed and not there.</summary>
    public int Missing { get; }

    private bool Separates => _plan.Recipe == SeparationRecipe.RecipeName || (_plan.Recipe == JointRecipe.RecipeName && _plan.Joint.Losses.Separation > 0);

    /// <summary>Trains to the end, or until it is stopped.</summary>
    public TrainingOutcome Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        set_num_threads(_plan.Environment.Threads);
        var folder = new RunFolder(_plan.Folder);
        RunFolder.Replace(folder.SettingsText, _plan.Text);
        return new Trainer(Recipe, Data, _plan.Training, folder, _others).Run(_plan, progress, cancellation);
    }

    public void Dispose()
    {
        foreach (var other in _others) other.Dispose();
        Recipe.Dispose();
    }
}
