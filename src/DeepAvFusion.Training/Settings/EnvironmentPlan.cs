using DeepAvFusion.Core.Settings;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Settings;

/// <summary>On what a training runs.</summary>
/// <param name="Seed">Decides every draw.</param>
/// <param name="Device">cpu, cuda, cuda:N or auto.</param>
/// <param name="Replicas">Replicas that train together, one a GPU.</param>
/// <param name="Threads">Threads of the network's arithmetic, of each replica.</param>
/// <param name="Workers">Batches that are prepared at the same time.</param>
/// <param name="Prefetch">Prepared batches that may lie ready.</param>
public sealed record EnvironmentPlan(long Seed, string Device, int Replicas, int Threads, int Workers, int Prefetch)
{
    private const int MostSceneSeed = 1_000_000;

    /// <summary>Seed of the scenes that are trained with.</summary>
    public long TrainingScenes => SceneSeeds.Train(SceneSeed);

    /// <summary>Seed of scenes that nobody trains with.</summary>
    public long HeldOutScenes => SceneSeeds.HeldOut(SceneSeed);

    private int SceneSeed => (int)Math.Min(Seed, MostSceneSeed);

    internal static EnvironmentPlan From(SettingsReader env) =>
        new(env.Count("seed", least: 0), env.Text("device"), env.Count("ngpu"), env.Count("threads"), env.Count("workers"), env.Count("prefetch"));
}
