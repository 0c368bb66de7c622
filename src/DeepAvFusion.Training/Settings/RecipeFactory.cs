using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Settings;

/// <summary>Makes recipes out of plans.</summary>
internal static class RecipeFactory
{
    /// <exception cref="UserErrorException">The recipe does not go with the data.</exception>
    public static void Check(TrainingPlan plan)
    {
        if (plan.Recipe == JointRecipe.RecipeName && !plan.Data.IsScenes)
            throw new UserErrorException($"The recipe {JointRecipe.RecipeName} needs labels, maps and lone sounds of the same windows, which only scenes have, not {plan.Data.Dataset}.");
    }

    /// <summary>Why a plan cannot be trained though each of its settings can be, with the key that says so.</summary>
    public static IEnumerable<(string Key, string What)> Obstacles(TrainingPlan plan)
    {
        var (data, recipe) = (plan.Data, plan.Recipe);
        var needsLabels = recipe is ProbeRecipe.RecipeName or FinetuneRecipe.RecipeName;
        if (recipe == JointRecipe.RecipeName && !data.IsScenes)
            yield return ("data.dataset", $"is {data.Dataset}; {recipe} needs labels, maps and lone sounds of the same windows, which only scenes have");
        else if (data.Dataset == DataPlan.FlickrSoundNet)
            yield return ("data.dataset", $"is {data.Dataset}, which is for evaluation only: deepav eval segmentation MODEL --set data.dataset={data.Dataset} --set data.data_path=FOLDER");
        else if (data.IsMaps && (needsLabels || recipe == SeparationRecipe.RecipeName))
            yield return ("data.dataset", $"is {data.Dataset}, whose samples have {(needsLabels ? "no labels of what sounds" : "no sounds of one thing each to mix")}, which {recipe} needs");
        else if (recipe == SegmentationRecipe.RecipeName && !data.IsScenes && !data.IsMaps)
            yield return ("data.dataset", $"is {data.Dataset}, which has no maps of what sounds; {recipe} needs scenes, avsbench_s4, avsbench_ms3 or avsbench_avss");
        if (data.Dataset == DataPlan.VggSoundMusic && data.List is null)
            yield return ("data.list", $"is empty; {data.Dataset} needs the list of its clips, vggmusic_train.txt");
        var training = plan.Training;
        var batches = Math.Min(data.EpochSize / training.BatchSize, plan.Progress.MostBatches ?? int.MaxValue);
        if (data.IsScenes && batches == 0)
            yield return ("data.epoch_size", $"is {data.EpochSize}, which does not fill a batch of {training.BatchSize} (opt.batch_size)");
        else if (data.IsScenes && batches < training.BatchesPerStep && plan.Progress.MostBatches is null)
            yield return training.Accumulate > batches ? ("opt.accum_iter", $"is {training.Accumulate}, more than the {batches} batches of an epoch")
                : ("env.ngpu", $"is {training.Replicas}, which makes {training.BatchesPerStep} batches a step, more than the {batches} of an epoch");
        if (training.Precision == TrainingPrecision.Float16 && (plan.Environment.Device == "cpu" || (plan.Environment.Device == "auto" && AnalyzerOpener.GpuCount == 0)))
            yield return ("opt.amp_dtype", "is float16, which needs a GPU (env.device); bfloat16 works on both");
    }

    /// <param name="data">Tells classes and channels.</param>
    /// <exception cref="UserErrorException">Settings are impossible or do not go with the data; all problems are listed.</exception>
    public static Recipe Make(TrainingPlan plan, TrainingData data, Device device)
    {
        var (model, settings, start) = (plan.Model, plan.Training, plan.Start);
        if (data.Classes == 0 && plan.Recipe is (ProbeRecipe.RecipeName or FinetuneRecipe.RecipeName))
            throw new UserErrorException($"{plan.Data.Dataset} has no labels of what sounds, which {plan.Recipe} needs.");
        Recipe recipe = plan.Recipe switch
        {
            PretrainRecipe.RecipeName => Pretrain(model, settings, start, device),
            ProbeRecipe.RecipeName => ProbeRecipe.Create(model.Encoder, data.Classes, data.IsMultiLabel, start, settings, device),
            FinetuneRecipe.RecipeName => FinetuneRecipe.Create(model.Encoder, data.CountShares(), data.IsMultiLabel, start, plan.Finetune, settings, device),
            SeparationRecipe.RecipeName => SeparationRecipe.Create(model.Encoder, start, plan.Separation.Objective, settings, device),
            SegmentationRecipe.RecipeName => data.Channels == 0
                ? throw new UserErrorException($"{plan.Data.Dataset} has no maps of what sounds; segmentation needs scenes or avsbench_s4, avsbench_ms3 or avsbench_avss.")
                : SegmentationRecipe.Create(model.Encoder, data.Channels, start, settings, device, EncoderPresets.SegmentationWidth(model.Preset)),
            JointRecipe.RecipeName => JointRecipe.Create(new JointConfig(model.Preset, model.Encoder, data.Labels, LabelScoring.Sigmoid, plan.Joint.HasDetailHeads), start, plan.Joint.Losses, settings, device),
            _ => throw new UserErrorException($"'{plan.Recipe}' is not a recipe; known are {string.Join(", ", TrainingPlan.Recipes)}."),
        };
        if (recipe is not JointRecipe) recipe.Description = Describe(plan, data);
        return recipe;
    }

    /// <summary>What is needed to build the network again and to name its outputs.</summary>
    private static TaskMetadata Describe(TrainingPlan plan, TrainingData data)
    {
        var metadata = new TaskMetadata(plan.Recipe, plan.Model.Encoder);
        return plan.Recipe switch
        {
            ProbeRecipe.RecipeName or FinetuneRecipe.RecipeName => metadata with
            {
                Labels = data.Labels,
                Scoring = data.IsMultiLabel ? LabelScoring.Sigmoid : LabelScoring.Softmax,
                HasInputNorm = plan.Recipe == ProbeRecipe.RecipeName,
            },
            SegmentationRecipe.RecipeName => metadata with { Labels = data.MapClasses, Channels = data.Channels, LeastWidth = EncoderPresets.SegmentationWidth(plan.Model.Preset) },
            _ => metadata,
        };
    }

    private static PretrainRecipe Pretrain(ModelPlan model, TrainingSettings settings, EncoderStart start, Device device)
    {
        var recipe = PretrainRecipe.Create(model.Autoencoder, settings, device, start.ImageWeights is not null, start.AudioWeights is not null);
        start.Load(((MaskedAutoencoder)recipe.Model).Encoder);
        return recipe;
    }
}
