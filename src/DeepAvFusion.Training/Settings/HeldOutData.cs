using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Clips;
using DeepAvFusion.Training.Data.Indexing;

using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Settings;

/// <summary>What a recipe is judged on.</summary>
internal static class HeldOutData
{
    private const int SceneSeedStep = 2;

    /// <exception cref="UserErrorException">The data are not there, are damaged or have an unknown name.</exception>
    public static TrainingData Open(TrainingPlan plan) =>
        plan.Recipe == SeparationRecipe.RecipeName ? Pairs(plan) : TrainingData.Open(plan, training: false, separates: false);

    private static TrainingData Pairs(TrainingPlan plan)
    {
        var (data, encoder) = (plan.Data, plan.Model.Encoder);
        if (data.IsScenes)
            return Of(new ScenePairs(new SceneSettings(), plan.Environment.HeldOutScenes + SceneSeedStep, data.EvaluationPairs, encoder), missing: 0);
        var pairs = data.Dataset == DataPlan.VggSoundMusic
            ? ClipPairIndex.OfVggSoundMusic(data.Path, data.EvaluationList!)
            : ClipPairIndex.Draw(TrainingData.Clips(data.Dataset, data.Path, data.List, training: false, data.ClassNumbers), data.EvaluationPairs, plan.Environment.Seed);
        var window = new ClipWindow(training: false, encoder.Image.Input.Width, data.Samples, data.SmallestCrop, data.MelBands);
        return Of(new ClipPairs(pairs, window, new ClipDecoder()), pairs.Missing);
    }

    private static TrainingData Of(ISampleSource pairs, int missing) => new(pairs, Labels: [], () => [], IsMultiLabel: false, Channels: 0, missing);
}
