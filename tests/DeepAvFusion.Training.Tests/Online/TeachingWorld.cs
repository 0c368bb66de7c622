using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Training.Tests.Online;

/// <summary>The shipped model and windows of the synthetic world as it sees them, made once.</summary>
public sealed class TeachingWorld : IDisposable
{
    private const int Each = 12;
    private static readonly SceneKind[] Kinds = [SceneKinds.Named("kettle"), SceneKinds.Named("typewriter")];

    public TeachingWorld()
    {
        TorchSharp.torch.set_num_threads(1);
        Network = AnalyzerOpener.OpenNetwork(Model, progress: null);
        Teachable = TeachableModel.Open(Model);
        Taught = Kinds.ToDictionary(kind => kind.Name, kind => Windows(kind, Each, SceneSeeds.Train(7000 + kind.Index)));
        var old = new SceneWindows(Network, new SceneSettings(), SceneSeeds.Train(7100));
        Others = [.. Enumerable.Range(0, 40).Select(index => old.See(old.Clip(index), new StreamId("yard")))];
    }

    public static ModelSettings Model { get; } = new("scenes-tiny", null, 0, "cpu", NumberType.Float32, 1);

    public static string ShippedFile { get; } = ShippedModels.Find("scenes-tiny")!;

    public AnalyzerNetwork Network { get; }

    public TeachableModel Teachable { get; }

    /// <summary>Windows in which a new kind sounds among known ones, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TaughtWindow>> Taught { get; }

    /// <summary>Windows of known kinds.</summary>
    public IReadOnlyList<TaughtWindow> Others { get; }

    /// <summary>The settings as they come, in a folder of a test's own; how long scoring takes on a machine that tests share decides nothing.</summary>
    public static OnlineSettings Settings(string folder)
    {
        var settings = new SettingsReader(SettingsLoader.Load([], ["davf.learning.gates.latency=1000"]).Config, new SettingsReport()).Section("davf", OnlineSettings.From);
        return settings with { Folder = folder, Due = 6, Distance = TimeSpan.Zero };
    }

    public OnlineLearning Open(string folder) => OnlineLearning.Open(Settings(folder), Teachable, TimeProvider.System);

    /// <summary>Teaches both new kinds, an event a window, and offers the rest to the reservoir.</summary>
    public void Teach(OnlineLearning learning, int each = Each)
    {
        foreach (var (label, windows) in Taught)
            foreach (var (number, window) in windows.Take(each).Index()) learning.Correct(Is(label, $"{label} {number}"), window);
        foreach (var window in Others) learning.Keep(window);
    }

    public static Correction Is(string label, string group, string who = "ann") => new(CorrectionKind.Is, label, who, DateTimeOffset.UnixEpoch, group);

    /// <summary>Windows in which a kind is heard.</summary>
    public IReadOnlyList<TaughtWindow> Windows(SceneKind kind, int count, long seed)
    {
        var windows = new SceneWindows(Network, new SceneSettings { Kinds = [kind, .. SceneKinds.All.Where(other => (other.Index + kind.Index) % 3 == 0)], SilenceChance = 0, PartialChance = 0 }, seed);
        return [.. Enumerable.Range(0, 100 * count).Select(index => windows.Clip(index)).Where(clip => clip.Heard[kind.Index] > 0).Take(count).Select(clip => windows.See(clip, new StreamId(kind.Name)))];
    }

    public void Dispose() => Network.Dispose();
}
