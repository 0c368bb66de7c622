using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Training.Settings;

/// <summary>What is trained and judged on.</summary>
/// <param name="Dataset">Name of a data set, or `scenes`.</param>
/// <param name="Path">Its folder.</param>
/// <param name="List">A list file beside the folder; null for none.</param>
/// <param name="EvaluationList">The list of pairs that separation is judged by; null for none.</param>
/// <param name="SmallestCrop">Smallest share of a picture that a random crop keeps.</param>
/// <param name="EpochSize">Windows of an epoch of scenes.</param>
/// <param name="EvaluationSize">Windows of an evaluation on scenes.</param>
/// <param name="EvaluationPairs">Pairs of sources that an evaluation of separation draws.</param>
/// <param name="Dense">Whether recognition of clips is finally judged by ten windows of each, too.</param>
/// <param name="Mixtures">Clips whose sounds are added up for separation.</param>
/// <param name="LeastSounds">Fewest sounds at once in windows of scenes that are not silent.</param>
/// <param name="ZoomChance">Share of windows of scenes of which only the surroundings of one thing are shown.</param>
public sealed record DataPlan(
    string Dataset, string Path, string? List, string? EvaluationList, double SmallestCrop, int EpochSize, int EvaluationSize, int EvaluationPairs, bool Dense,
    int Mixtures, double ZoomChance, int LeastSounds)
{
    /// <summary>Name of the synthetic world.</summary>
    public const string Scenes = "scenes";

    /// <summary>Name of the set of boxes around what sounds, which is for evaluation only.</summary>
    public const string FlickrSoundNet = "flickr_soundnet";

    /// <summary>Name of the set whose evaluation is a list of pairs.</summary>
    public const string VggSoundMusic = "vggsound_music";

    public bool IsScenes => Dataset == Scenes;

    /// <summary>Whether a sample is a frame with a map, without labels of what sounds.</summary>
    public bool IsMaps => Dataset == FlickrSoundNet || Dataset.StartsWith("avsbench", StringComparison.Ordinal);

    internal static DataPlan From(SettingsReader data)
    {
        var plan = new DataPlan(
            data.Text("dataset"), data.Text("path"), data.OptionalText("list"), data.OptionalText("eval_list"), data.Number("crop_min", 0.01, 1),
            data.Count("epoch_size"), data.Count("eval_size", least: 2), data.Count("eval_pairs", least: 0), data.Flag("dense"),
            data.Count("num_mixtures", least: 2), data.Number("zoom_chance", 0, 1), data.Count("least_sounds"));
        if (!plan.IsScenes && plan.Path.Length == 0) data.Problem("path", $"is empty; it must be the folder of {plan.Dataset}");
        return plan;
    }
}
