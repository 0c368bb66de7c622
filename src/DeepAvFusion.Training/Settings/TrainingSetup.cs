using DeepAvFusion.Core;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Evaluation;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Trainers;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Settings;

/// <summary>Makes a recipe, its data and its evaluation out of a plan.</summary>
public sealed class TrainingSetup : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly Device _device;

    /// <exception cref="UserErrorException">Settings are impossible or data are not there; all problems are listed.</exception>
    public TrainingSetup(TrainingPlan plan, Device device)
    {
        (_plan, _device) = (plan, device);
        if (plan.Recipe == JointRecipe.RecipeName && !plan.Data.IsScenes)
            throw new UserErrorException($"The recipe {JointRecipe.RecipeName} needs labels, maps and lone sounds of the same windows, which only scenes have, not {plan.Data.Dataset}.");
        var data = TrainingData.Open(plan, training: true, Separates);
        Missing = data.Missing;
        Recipe = Make(data);
        Data = new SampleLoader(data.Source, new LoaderSettings(plan.Training.BatchSize, plan.Environment.Seed, Workers: plan.Environment.Workers, Prefetch: plan.Environment.Prefetch));
        Recipe.Evaluation = Evaluation(data);
    }

    public Recipe Recipe { get; }

    public SampleLoader Data { get; }

    /// <summary>Clips that are listed and not there.</summary>
    public int Missing { get; }

    private bool Separates => _plan.Recipe == SeparationRecipe.RecipeName || (_plan.Recipe == JointRecipe.RecipeName && _plan.Losses.Separation > 0);

    /// <summary>Trains to the end, or until it is stopped.</summary>
    public TrainingOutcome Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        set_num_threads(_plan.Environment.Threads);
        var folder = new RunFolder(_plan.Folder);
        return new Trainer(Recipe, Data, _plan.Training, folder).Run(_plan, progress, cancellation);
    }

    /// <summary>Judges the weights in a file by the recipe's evaluation.</summary>
    /// <exception cref="UserErrorException">The file does not fit, or the recipe or its data have no evaluation.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(string path, CancellationToken cancellation)
    {
        set_num_threads(_plan.Environment.Threads);
        if (Recipe.Evaluation is null)
            throw new UserErrorException($"There is no evaluation of {_plan.Recipe} on {_plan.Data.Dataset}; separation is judged on scenes with the task {JointRecipe.RecipeName}.");
        try
        {
            CheckpointLoader.LoadModel(Recipe.Model, path, progress: null, cancellation);
        }
        catch (CheckpointException trouble)
        {
            throw new UserErrorException($"'{path}' cannot be judged as a model of {_plan.Recipe} with the preset {_plan.Model.Preset}: {trouble.Message}", trouble);
        }

        Recipe.Model.eval();
        return Recipe.Evaluate(cancellation);
    }

    /// <summary>Pictures of what the weights that were judged make of held-out scenes.</summary>
    /// <exception cref="UserErrorException">The recipe has no pictures, or the folder cannot be written.</exception>
    public void Illustrate(string folder, int windows, GlyphAtlas glyphs, CancellationToken cancellation)
    {
        if (Recipe is not JointRecipe joint) throw new UserErrorException($"Only the task {JointRecipe.RecipeName} writes pictures, not {_plan.Recipe}.");
        new JointPictures(joint.Network, _device, glyphs, _plan.Environment.HeldOutScenes).Write(folder, windows, cancellation);
    }

    public void Dispose() => Recipe.Dispose();

    private Recipe Make(TrainingData data)
    {
        var (model, settings, start) = (_plan.Model, _plan.Training, _plan.Model.Checkpoint);
        return _plan.Recipe switch
        {
            PretrainRecipe.RecipeName => Pretrain(model, settings, start),
            ProbeRecipe.RecipeName => ProbeRecipe.Create(model.Encoder, data.Classes, data.IsMultiLabel, start, settings, _device),
            FinetuneRecipe.RecipeName => FinetuneRecipe.Create(model.Encoder, data.CountShares(), data.IsMultiLabel, start, _plan.Finetune, settings, _device),
            SeparationRecipe.RecipeName => SeparationRecipe.Create(model.Encoder, start, _plan.Objective, settings, _device),
            SegmentationRecipe.RecipeName => data.Channels == 0
                ? throw new UserErrorException($"{_plan.Data.Dataset} has no maps of what sounds; segmentation needs scenes or avsbench_s4, avsbench_ms3 or avsbench_avss.")
                : SegmentationRecipe.Create(model.Encoder, data.Channels, start, settings, _device, EncoderPresets.SegmentationWidth(model.Preset)),
            JointRecipe.RecipeName => JointRecipe.Create(new JointConfig(model.Preset, model.Encoder, SceneKinds.Names, LabelScoring.Sigmoid, _plan.HasDetailHeads), start, _plan.Losses, settings, _device),
            _ => throw new UserErrorException($"'{_plan.Recipe}' is not a recipe; known are {string.Join(", ", TrainingPlan.Recipes)}."),
        };
    }

    private PretrainRecipe Pretrain(ModelPlan model, TrainingSettings settings, string? start)
    {
        var recipe = PretrainRecipe.Create(model.Autoencoder, settings, _device, start is not null, start is not null);
        EncoderStart.Load(((MaskedAutoencoder)recipe.Model).Encoder, start);
        return recipe;
    }

    /// <summary>Null where the data have no part for evaluation.</summary>
    private Func<CancellationToken, IReadOnlyDictionary<string, double>>? Evaluation(TrainingData training)
    {
        if (Recipe is JointRecipe joint)
        {
            var settings = new JointEvaluationSettings(
                _plan.Environment.HeldOutScenes, _plan.Data.EvaluationSize, _plan.Data.EvaluationPairs, Math.Max(1, _plan.Data.EvaluationSize / 5));
            return cancellation => new JointEvaluation(joint.Network, _device, settings).Run(cancellation).ToMeasures();
        }

        if (Recipe is SeparationRecipe || _plan.Data.Dataset == "vggsound_music") return null;
        var held = TrainingData.Open(_plan, training: false, separates: false);
        var data = new SampleLoader(held.Source, new LoaderSettings(_plan.Training.BatchSize, Shuffle: false, Workers: _plan.Environment.Workers));
        return Recipe switch
        {
            PretrainRecipe => cancellation => ProbeEvaluation.Run(((MaskedAutoencoder)Recipe.Model).Encoder, data, training.IsMultiLabel, _device, cancellation),
            SegmentationRecipe => cancellation => SegmentationEvaluation.Run((SegmentationModel)Recipe.Model, data, _device, cancellation),
            _ => cancellation => ClassifierEvaluation.Run((Classifier)Recipe.Model, data, training.IsMultiLabel, _device, cancellation),
        };
    }
}
