using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Model.Features;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Settings;

/// <summary>What is trained and judged on.</summary>
/// <param name="Dataset">Name of a data set, or `scenes`.</param>
/// <param name="Path">Its folder.</param>
/// <param name="List">A list file beside the folder; null for none.</param>
/// <param name="EvaluationList">The list of pairs that separation is judged by; null for none.</param>
/// <param name="ImageSize">Side of the picture; null for the backbone's usual one.</param>
/// <param name="MelBands">Mel bands of the spectrogram.</param>
/// <param name="Frames">Frames of the spectrogram, 64 a second.</param>
/// <param name="SmallestCrop">Smallest share of a picture that a random crop keeps.</param>
/// <param name="EpochSize">Windows of an epoch of scenes.</param>
/// <param name="EvaluationSize">Windows of an evaluation on scenes.</param>
/// <param name="EvaluationPairs">Pairs of sources that an evaluation of separation draws.</param>
/// <param name="Dense">Whether recognition of clips is finally judged by ten windows of each, too.</param>
/// <param name="LeastSounds">Fewest sounds at once in windows of scenes that are not silent.</param>
/// <param name="MostSounds">Most sounds at once in windows of scenes.</param>
/// <param name="ClassNumbers">How classes are numbered, where folders could number them too.</param>
/// <param name="PartialChance">Share of sounds of scenes that begin or end within their window.</param>
/// <param name="ZoomChance">Share of windows of scenes of which only the surroundings of one thing are shown.</param>
public sealed record DataPlan(
    string Dataset, string Path, string? List, string? EvaluationList, int? ImageSize, int MelBands, int Frames, double SmallestCrop, int EpochSize,
    int EvaluationSize, int EvaluationPairs, bool Dense, ClassNumbers ClassNumbers, double ZoomChance, int LeastSounds, int MostSounds, double PartialChance)
{
    /// <summary>Name of the synthetic world.</summary>
    public const string Scenes = "scenes";

    /// <summary>Name of the set whose original heads have an output more than it has classes.</summary>
    public const string VggSound = "vggsound";

    /// <summary>Name of the set of boxes around what sounds, which is for evaluation only.</summary>
    public const string FlickrSoundNet = "flickr_soundnet";

    /// <summary>Name of the set whose evaluation is a list of pairs.</summary>
    public const string VggSoundMusic = "vggsound_music";

    /// <summary>Frames of a spectrogram in a second.</summary>
    public const int FramesPerSecond = AudioClock.Rate / AudioFormat.Hop;

    public bool IsScenes => Dataset == Scenes;

    /// <summary>Samples of a window's sound.</summary>
    public int Samples => Frames * AudioFormat.Hop;

    /// <summary>Whether a sample is a frame with a map, without labels of what sounds.</summary>
    public bool IsMaps => Dataset == FlickrSoundNet || Dataset.StartsWith("avsbench", StringComparison.Ordinal);

    internal static DataPlan From(SettingsReader data)
    {
        var plan = new DataPlan(
            DatasetFrom(data, data.Text("dataset")), data.Text("data_path"), data.OptionalText("list"), data.OptionalText("eval_list"), data.OptionalCount("image_size"),
            BandsFrom(data), FramesFrom(data), data.Number("crop_min", 0.01, 1),
            data.Count("epoch_size"), data.Count("eval_size", least: 2), data.Count("eval_pairs", least: 0), data.Flag("dense"),
            data.Choice<ClassNumbers>("class_numbers"), data.Number("zoom_chance", 0, 1), data.Count("least_sounds"), data.Count("most_sounds"),
            data.Number("partial_chance", 0, 1));
        if (!plan.IsScenes && plan.Path.Length == 0) data.Problem("data_path", $"is empty; it must be the folder of {plan.Dataset}");
        if (data.Count("audio_rate") is var rate && rate != AudioClock.Rate)
            data.Problem("audio_rate", $"is {rate}; networks hear {AudioClock.Rate} samples a second, to which sounds of any rate are converted as they are read: leave it at {AudioClock.Rate}");
        return plan;
    }

    /// <summary>A name that is known.</summary>
    internal static string DatasetFrom(SettingsReader section, string name)
    {
        if (!TrainingData.Names.Contains(name)) section.Problem("dataset", $"is '{name}', which is not a data set known here; known are {string.Join(", ", TrainingData.Names)}");
        return name;
    }

    private static int BandsFrom(SettingsReader data)
    {
        var bands = data.Count("audio_mels");
        if (bands <= MelFilterbank.MostBands) return bands;
        data.Problem("audio_mels", $"is {bands}; of more than {MelFilterbank.MostBands} bands some would hold no frequency");
        return AudioFormat.MelBands;
    }

    private static int FramesFrom(SettingsReader data)
    {
        var frames = data.Inside("audio_dur", 0) * FramesPerSecond;
        if (frames == Math.Floor(frames) && frames is >= 1 and < int.MaxValue / AudioFormat.Hop) return (int)frames;
        data.Problem("audio_dur", $"is '{data.Text("audio_dur")}'; it must be a number of whole frames, {FramesPerSecond} a second");
        return AudioFormat.Frames;
    }
}
