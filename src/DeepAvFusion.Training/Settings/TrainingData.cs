using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Clips;
using DeepAvFusion.Training.Data.Indexing;
using DeepAvFusion.Training.Data.Scenes;

namespace DeepAvFusion.Training.Settings;

/// <summary>Samples of a data set, and what a recipe must know of it.</summary>
/// <param name="Source">The samples.</param>
/// <param name="Labels">Names of the classes; none where samples have no labels.</param>
/// <param name="CountShares">Counts the share of each class among all labels; takes seconds on scenes.</param>
/// <param name="IsMultiLabel">Whether a sample may have several classes.</param>
/// <param name="Channels">Output channels of a segmentation of it; 0 where it has no maps.</param>
/// <param name="Missing">Clips that are listed and not there.</param>
public sealed record TrainingData(ISampleSource Source, IReadOnlyList<string> Labels, Func<IReadOnlyList<float>> CountShares, bool IsMultiLabel, int Channels, int Missing)
{
    private const int CountedScenes = 512;

    /// <summary>Number of classes; 0 where samples have no labels.</summary>
    public int Classes => Labels.Count;

    /// <summary>Names of the classes in maps; none where maps only tell what sounds from what does not.</summary>
    public IReadOnlyList<string> MapClasses { get; private init; } = [];

    /// <summary>The same clips as ten windows each, for the dense evaluation; null where there is none.</summary>
    public ISampleSource? Dense { get; init; }

    /// <summary>Names of data sets.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        DataPlan.Scenes, DataPlan.VggSound, DataPlan.VggSoundMusic, "audioset", "audioset-bal", "audioset-bal-orig", "music_solo", "music_solo21", "music",
        "avsbench_s4", "avsbench_ms3", "avsbench_avss", DataPlan.FlickrSoundNet,
    ];

    /// <summary>The training part of the plan's data, or the part for evaluation.</summary>
    /// <param name="separates">Whether sounds are mixed.</param>
    /// <exception cref="UserErrorException">The data are not there, are damaged or have an unknown name.</exception>
    public static TrainingData Open(TrainingPlan plan, bool training, bool separates)
    {
        var (data, encoder) = (plan.Data, plan.Model.Encoder);
        if (data.IsScenes) return OfScenes(plan, training, separates);
        var (samples, bands) = (data.Samples, data.MelBands);
        if (separates && data.IsMaps)
            throw new UserErrorException($"{data.Dataset} has no clips of one sound each to mix; separation needs scenes, vggsound_music, vggsound, audioset or music.");
        if (data.Dataset == DataPlan.FlickrSoundNet)
        {
            if (training) throw new UserErrorException($"{data.Dataset} is for evaluation only: `deepav eval segmentation MODEL --set data.dataset={data.Dataset} --set data.data_path=FOLDER`.");
            var index = FlickrSoundNetIndex.Read(data.Path, data.List);
            if (index.Ids.Count == 0)
                throw new UserErrorException($"No clip of {data.Dataset} was found in '{data.Path}' ({index.Missing} have boxes): frames/ID.jpg and audio/ID.wav belong to Annotations/ID.xml.");
            return new TrainingData(new FlickrSoundNetSamples(index.Ids, data.Path, encoder.Image.Input.Width, samples, bands), Labels: [], () => [], IsMultiLabel: true, Channels: 1, index.Missing);
        }

        if (data.IsMaps)
        {
            var index = AvsBenchIndex.Read(data.Path, data.Dataset, training ? "train" : "val");
            var frames = new AvsBenchSamples(index, data.Path, training, encoder.Image.Input.Width, samples, data.SmallestCrop, bands);
            return new TrainingData(frames, Labels: [], () => [], IsMultiLabel: true, index.Channels, index.Missing) { MapClasses = index.ClassNames };
        }

        var clips = Clips(data.Dataset, data.Path, data.List, training, data.ClassNumbers);
        if (clips.Clips.Count == 0)
            throw new UserErrorException($"No clip of {data.Dataset} was found in '{data.Path}' ({clips.Missing} are listed). `deepav data check {data.Dataset} {data.Path}` tells what is missing.");
        var window = new ClipWindow(training, encoder.Image.Input.Width, samples, data.SmallestCrop, bands);
        return new TrainingData(
            new ClipSamples(clips, window, new ClipDecoder(keyPictures: training), separates ? plan.Separation.Mixtures : 1), clips.ClassNames, clips.ClassShares, clips.IsMultiLabel, Channels: 0, clips.Missing)
        {
            Dense = training ? null : new DenseClipSamples(clips, window),
        };
    }

    /// <summary>The same samples with the numbers that a head gives their classes.</summary>
    /// <exception cref="UserErrorException">The head has no output for a class.</exception>
    internal TrainingData NumberedFor(HeadLabels head, DataPlan data)
    {
        var places = head.Places(data, Labels);
        string[] names = [.. head.Names.Count > 0 ? head.Names : Labels.Concat(Enumerable.Repeat("", head.Outputs - Labels.Count))];
        return this with { Source = Numbered(Source), Dense = Dense is null ? null : Numbered(Dense), Labels = names };

        ISampleSource Numbered(ISampleSource samples) => new RenumberedSamples(samples, places, names.Length);
    }

    /// <summary>The clips of a data set of videos.</summary>
    /// <exception cref="UserErrorException">The data are not there, are damaged or have an unknown name.</exception>
    public static ClipIndex Clips(string dataset, string path, string? list, bool training, ClassNumbers numbers = ClassNumbers.List) => dataset switch
    {
        DataPlan.VggSound => VggSoundIndex.Read(path, training ? "train" : "test", numbers),
        DataPlan.VggSoundMusic => VggSoundMusicIndex.Train(path, list ?? throw new UserErrorException("vggsound_music needs the list of its clips: set data.list to it.")),
        "audioset" => AudioSetIndex.Read(path, training ? "unbalanced_train" : "eval"),
        "audioset-bal" => AudioSetIndex.Read(path, training ? "unbalanced_train" : "eval") with { DrawsClasses = training },
        "audioset-bal-orig" => AudioSetIndex.Read(path, training ? "balanced_train" : "eval"),
        "music_solo" or "music_solo21" or "music" => MusicIndex.Read(path, dataset, training ? "train" : "test"),
        _ => throw new UserErrorException($"'{dataset}' is not a data set of clips; known are {string.Join(", ", Names)}."),
    };

    private static TrainingData OfScenes(TrainingPlan plan, bool training, bool separates)
    {
        var environment = plan.Environment;
        var samples = new SceneSamples(
            training ? new SceneSettings { LeastSounds = plan.Data.LeastSounds, MostSounds = plan.Data.MostSounds, PartialChance = (float)plan.Data.PartialChance } : new SceneSettings(),
            training ? environment.TrainingScenes : environment.HeldOutScenes,
            training ? plan.Data.EpochSize : plan.Data.EvaluationSize, plan.Model.Encoder, separates ? new SceneTaskSettings(PerObject: plan.Joint.Losses.PerObject) : null,
            training ? plan.Data.ZoomChance : 0);
        return new TrainingData(samples, SceneKinds.Names, () => SceneShares(environment.TrainingScenes), IsMultiLabel: true, Channels: 1, Missing: 0);
    }

    private static float[] SceneShares(long seed)
    {
        var sampler = new SceneSampler(new SceneSettings { PictureWidth = 32, PictureHeight = 32 }, seed);
        var counts = new float[SceneKinds.Names.Count];
        for (var i = 0; i < CountedScenes; i++)
        {
            var heard = sampler.Sample(i).Heard;
            for (var c = 0; c < counts.Length; c++) counts[c] += heard[c];
        }

        return Array.ConvertAll(counts, count => count / Math.Max(1, counts.Sum()));
    }
}
