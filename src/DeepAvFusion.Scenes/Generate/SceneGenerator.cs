using DeepAvFusion.Core;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>Makes data sets of the synthetic world in the folder layouts of well-known ones, with the truth beside them.</summary>
public static class SceneGenerator
{
    private static readonly Dictionary<string, Func<DataLayout>> Layouts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["vggsound"] = () => new VggSoundLayout(),
        ["vggsound_music"] = () => new VggSoundMusicLayout(),
        ["audioset"] = () => new AudioSetLayout(),
        ["music"] = () => new MusicLayout(),
        ["avsbench"] = () => new AvsBenchLayout("v1s", "v1m", "v2"),
        ["s4"] = () => new AvsBenchLayout("v1s"),
        ["ms3"] = () => new AvsBenchLayout("v1m"),
        ["avss"] = () => new AvsBenchLayout("v2"),
        ["flickr_soundnet"] = () => new FlickrSoundNetLayout(),
        ["live"] = () => new LiveLayout(),
    };

    /// <summary>Names of the layouts.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Layouts.Keys];

    /// <summary>Makes a set; the same settings make the same set. When it is cancelled or fails, the lists name the clips that are complete.</summary>
    /// <exception cref="UserErrorException">Unknown kind, impossible count, a folder that is not empty or cannot be written, ffmpeg missing.</exception>
    public static async Task GenerateAsync(SceneGeneratorSettings settings, IProgress<GenerationProgress> progress, CancellationToken cancellationToken)
    {
        settings.Check();
        if (!Layouts.TryGetValue(settings.Kind, out var create))
            throw new UserErrorException($"There is no data set layout called '{settings.Kind}'. There are: {string.Join(", ", Kinds)}.");
        var layout = create();
        Prepare(settings.Out);
        var made = new SortedDictionary<int, ClipPlan>();
        try
        {
            var pace = new ParallelOptions { MaxDegreeOfParallelism = settings.Workers, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, settings.Count, pace, async (index, token) =>
            {
                var key = SceneRandom.Key(SceneRandom.Key((ulong)settings.Seed, 0xDA7A), (ulong)index);
                var plan = layout.Plan(settings.Seed, index, new SceneRandom(key));
                await layout.WriteClipAsync(settings.Out, plan, new SceneRandom(SceneRandom.Key(key, 1)), settings, token).ConfigureAwait(false);
                lock (made)
                {
                    made[index] = plan;
                    progress.Report(new GenerationProgress(made.Count, settings.Count, plan.Path));
                }
            }).ConfigureAwait(false);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            throw new UserErrorException($"The clips cannot be written to '{settings.Out}': {FileFault.Text(cause)}", cause);
        }
        finally
        {
            Finish(layout, settings.Out, made);
        }
    }

    private static void Finish(DataLayout layout, string root, SortedDictionary<int, ClipPlan> made)
    {
        try
        {
            layout.WriteAnnotations(root, [.. made.Values]);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            throw new UserErrorException($"The lists of clips cannot be written to '{root}': {FileFault.Text(cause)}", cause);
        }
    }

    private static void Prepare(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            if (Directory.EnumerateFileSystemEntries(root).Any()) throw new UserErrorException($"'{root}' is not empty: name a new folder, or empty this one.");
            var probe = Path.Combine(root, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"'{root}' cannot be written to ({cause.Message}): name a folder that can.", cause);
        }
    }
}
