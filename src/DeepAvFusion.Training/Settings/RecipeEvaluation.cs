using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Clips;
using DeepAvFusion.Training.Evaluation;
using DeepAvFusion.Training.Evaluation.Pictures;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Settings;

/// <summary>How a recipe's network is judged.</summary>
/// <param name="Run">Gives the measures by name.</param>
internal sealed record RecipeEvaluation(Func<CancellationToken, IReadOnlyDictionary<string, double>> Run)
{
    /// <summary>Runs at the end of a training only; null for none.</summary>
    public Func<CancellationToken, IReadOnlyDictionary<string, double>>? Final { get; private init; }

    /// <summary>What it runs on; null where that makes its own samples.</summary>
    public SampleLoader? Data { get; private init; }

    /// <summary>What is judged so far of how much, by the last run; may be asked from another thread.</summary>
    public Func<(long Judged, long Of)> Progress { get; private init; } = () => (0, 0);

    /// <summary>Pairs that were left out by the last run.</summary>
    public Func<int> Quiet { get; private init; } = () => 0;

    /// <summary>Writes so many pictures into a folder; null where there is nothing to show.</summary>
    public Action<string, int, LabelFont, CancellationToken>? Pictures { get; private init; }

    /// <summary>Why a recipe cannot be judged on the plan's data; null where it can.</summary>
    public static string? Obstacle(TrainingPlan plan)
    {
        var (data, separates) = (plan.Data, plan.Recipe == SeparationRecipe.RecipeName);
        if (data.Dataset == DataPlan.VggSoundMusic && !separates)
            return $"{data.Dataset} is judged by pairs of clips, which is for {SeparationRecipe.RecipeName} only, not for {plan.Recipe}.";
        if (data.Dataset == DataPlan.VggSoundMusic && data.EvaluationList is null)
            return $"{data.Dataset} needs the list of its pairs (vggmusic_eval_ss.csv): set data.list to it.";
        if (data.IsMaps && plan.Recipe != SegmentationRecipe.RecipeName)
            return $"{data.Dataset} has maps of what sounds and neither labels nor sounds to mix: it judges {SegmentationRecipe.RecipeName}, not {plan.Recipe}.";
        return separates && data.Dataset != DataPlan.VggSoundMusic && data.EvaluationPairs == 0 ? "data.eval_pairs is 0; separation is judged by at least one pair." : null;
    }

    /// <param name="held">The data to judge on, from <see cref="HeldOutData"/>.</param>
    /// <exception cref="Core.UserErrorException">There is no such data.</exception>
    public static RecipeEvaluation Of(TrainingPlan plan, Recipe recipe, TrainingData held, Device device)
    {
        var data = new SampleLoader(held.Source, Loading(plan, plan.Training.BatchSize));
        RecipeEvaluation evaluation = recipe switch
        {
            JointRecipe joint => OfJoint(plan, joint, device),
            SeparationRecipe => OfSeparation((SeparationModel)recipe.Model, data, device),
            SegmentationRecipe => OfSegmentation((SegmentationModel)recipe.Model, data, plan.Data.Dataset == DataPlan.FlickrSoundNet, device),
            PretrainRecipe => new RecipeEvaluation(cancellation => ProbeEvaluation.Run(((MaskedAutoencoder)recipe.Model).Encoder, data, held.IsMultiLabel, device, cancellation))
            {
                Data = data,
                Pictures = (folder, count, font, cancellation) => ReconstructionPictures.Write((MaskedAutoencoder)recipe.Model, data, device, folder, count, font, cancellation),
            },
            _ => OfClassifier(plan, (Classifier)recipe.Model, data, held, device),
        };
        return recipe is JointRecipe ? evaluation : evaluation with { Progress = () => (data.Report.Samples + data.Report.Skipped, data.SamplesOfEpoch) };
    }

    private static RecipeEvaluation OfJoint(TrainingPlan plan, JointRecipe joint, Device device)
    {
        var settings = new JointEvaluationSettings(
            plan.Environment.HeldOutScenes, Most(plan.Data.EvaluationSize), Most(plan.Data.EvaluationPairs), Math.Max(1, Most(plan.Data.EvaluationSize) / 5));
        JointEvaluation? running = null;
        return new RecipeEvaluation(cancellation => (running = new JointEvaluation(joint.Network, device, settings)).Run(cancellation).ToMeasures())
        {
            Progress = () => running is { } now ? (now.Judged, now.ToJudge) : (0, 0),
            Pictures = (folder, count, font, cancellation) => new JointPictures(joint.Network, device, font, plan.Environment.HeldOutScenes).Write(folder, count, cancellation),
        };

        int Most(int windows) => Math.Min(windows, plan.Progress.MostEvaluationBatches * plan.Training.BatchSize ?? int.MaxValue);
    }

    private static RecipeEvaluation OfSeparation(SeparationModel model, SampleLoader data, Device device)
    {
        var evaluation = new SeparationEvaluation(model, device);
        return new RecipeEvaluation(cancellation => evaluation.Run(data, cancellation))
        {
            Data = data,
            Quiet = () => evaluation.Quiet,
            Pictures = (folder, count, font, cancellation) => SeparationPictures.Write(evaluation, data, folder, count, font, cancellation),
        };
    }

    private static RecipeEvaluation OfSegmentation(SegmentationModel model, SampleLoader data, bool isConsensus, Device device) =>
        new(cancellation => isConsensus ? LocalisationEvaluation.Run(model, data, device, cancellation) : SegmentationEvaluation.Run(model, data, device, cancellation))
        {
            Data = data,
            Pictures = (folder, count, font, cancellation) => SegmentationPictures.Write(model, data, device, folder, count, font, cancellation),
        };

    private static RecipeEvaluation OfClassifier(TrainingPlan plan, Classifier model, SampleLoader data, TrainingData held, Device device)
    {
        var dense = plan.Data.Dense && held.Dense is { } windows ? new SampleLoader(windows, Loading(plan, Math.Max(1, plan.Training.BatchSize / DenseClipSamples.Windows))) : null;
        return new RecipeEvaluation(cancellation => ClassifierEvaluation.Run(model, data, held.IsMultiLabel, device, cancellation))
        {
            Data = data,
            Final = dense is null ? null : cancellation => ClassifierEvaluation.RunDense(model, dense, held.IsMultiLabel, DenseClipSamples.Windows, device, cancellation),
        };
    }

    /// <summary>In order; what cannot be read is left out.</summary>
    private static LoaderSettings Loading(TrainingPlan plan, int batchSize) => new(batchSize, Shuffle: false, Workers: plan.Environment.Workers, Substitute: false, MostBatches: plan.Progress.MostEvaluationBatches);
}
