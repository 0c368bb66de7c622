using DeepAvFusion.Core;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Settings;

/// <summary>Makes a network and its evaluation out of a plan; needs no data for training.</summary>
public sealed class EvaluationSetup : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly Recipe _recipe;
    private readonly RecipeEvaluation _evaluation;
    private readonly string _path;

    /// <param name="path">The file whose weights are judged.</param>
    /// <exception cref="UserErrorException">Settings are impossible, data are not there, or the recipe or the file's head cannot be judged on them.</exception>
    public EvaluationSetup(TrainingPlan plan, string path, Device device)
    {
        _path = path;
        plan = plan.Judged;
        _plan = plan with { Start = EncoderStart.None, Data = plan.Data with { EvaluationList = plan.Data.EvaluationList ?? plan.Data.List } };
        RecipeFactory.Check(_plan);
        if (RecipeEvaluation.Obstacle(_plan) is { } obstacle) throw new UserErrorException(obstacle);
        var held = HeldOutData.Open(_plan);
        Missing = held.Missing;
        if (_plan.Recipe is ProbeRecipe.RecipeName or FinetuneRecipe.RecipeName && HeadLabels.Of(path) is { Outputs: > 0 } head)
        {
            Unjudged = [.. head.Names.Except(held.Labels)];
            held = held.NumberedFor(head, _plan.Data);
        }
        else if ((_plan.Recipe == JointRecipe.RecipeName ? held.Labels : held.MapClasses) is { Count: > 0 } fixedClasses && HeadLabels.Of(path) is { Names.Count: > 0 } trained)
        {
            // what operators taught a joint model stands behind the classes it came with
            var taught = _plan.Recipe == JointRecipe.RecipeName ? trained.Names.Skip(fixedClasses.Count) : [];
            Unjudged = [.. taught];
            if (ClassNames.Difference([.. trained.Names.SkipLast(Unjudged.Count)], fixedClasses) is { } difference)
                throw new UserErrorException($"'{trained.File}' was trained on other classes than {Dataset} has: {difference}.");
            if (Unjudged.Count > 0)
                held = held with { Labels = trained.Names };
        }
        _recipe = RecipeFactory.Make(_plan, held with { CountShares = () => Even(held.Classes) }, device);
        _evaluation = RecipeEvaluation.Of(_plan, _recipe, held, device);
    }

    /// <summary>Name of the data set that is judged on.</summary>
    public string Dataset => _plan.Data.Dataset;

    /// <summary>Clips or pairs that are listed and not there.</summary>
    public int Missing { get; }

    /// <summary>Classes that the head knows and the data have not.</summary>
    public IReadOnlyList<string> Unjudged { get; } = [];

    /// <summary>What was read, and what could not be; null where the recipe makes its own samples.</summary>
    public LoaderReport? Data => _evaluation.Data?.Report;

    /// <summary>What is judged so far of how much; may be asked from another thread.</summary>
    public (long Judged, long Of) Progress => _evaluation.Progress();

    /// <summary>Pairs that were left out because a source or its estimate is all but silent.</summary>
    public int Quiet => _evaluation.Quiet();

    /// <summary>Judges the file's weights.</summary>
    /// <returns>Measures by name; of recognition, with data.dense also those of ten windows a clip.</returns>
    /// <exception cref="UserErrorException">The file does not fit, or no sample can be read.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(CancellationToken cancellation)
    {
        set_num_threads(_plan.Environment.Threads);
        try
        {
            CheckpointLoader.LoadModel(_recipe.Model, _path, progress: null, cancellation);
        }
        catch (CheckpointException trouble)
        {
            throw new UserErrorException($"'{_path}' cannot be judged as a model of {_plan.Recipe} with {_plan.Model.Name}: {trouble.Message}", trouble);
        }

        _recipe.Model.eval();
        (_recipe.Evaluation, _recipe.FinalEvaluation) = (_evaluation.Run, _evaluation.Final);
        return _recipe.Evaluate(isLast: true, cancellation);
    }

    /// <summary>Whether there are pictures of what the weights do.</summary>
    /// <exception cref="UserErrorException">There are none.</exception>
    public void CheckPictures()
    {
        if (_evaluation.Pictures is null) throw new UserErrorException($"There are no pictures of {_plan.Recipe}; pretrain, separation, segmentation and joint have some.");
    }

    /// <summary>Pictures of what the weights that were judged make of some samples.</summary>
    /// <exception cref="UserErrorException">The recipe has no pictures, or the folder cannot be written.</exception>
    public void Illustrate(string folder, int count, LabelFont font, CancellationToken cancellation)
    {
        CheckPictures();
        _evaluation.Pictures!(folder, count, font, cancellation);
    }

    public void Dispose() => _recipe.Dispose();

    /// <summary>Shares only start a head, whose weights the file holds.</summary>
    private static float[] Even(int classes) => [.. Enumerable.Repeat(1f / Math.Max(1, classes), classes)];
}
