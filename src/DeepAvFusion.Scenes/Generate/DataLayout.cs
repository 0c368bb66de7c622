using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>How one kind of data set lies in its folder.</summary>
internal abstract class DataLayout
{
    /// <summary>What clip number <paramref name="index"/> shows, and where it goes.</summary>
    /// <param name="random">Numbers of this clip alone.</param>
    public abstract ClipPlan Plan(long seed, int index, SceneRandom random);

    /// <summary>Renders a clip into the set's folder.</summary>
    public abstract Task WriteClipAsync(string root, ClipPlan plan, SceneRandom random, SceneGeneratorSettings settings, CancellationToken cancellationToken);

    /// <summary>Writes the lists that tell what is there.</summary>
    public abstract void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans);

    /// <summary>Eleven characters, as video ids have.</summary>
    protected static string Id(long seed, int index) => $"s{Math.Abs(seed % 10_000):D4}{index % 1_000_000:D6}";

    /// <summary>Kinds in an order of their own for every round through all of them, so that each comes equally often.</summary>
    protected static SceneKind Turn(IReadOnlyList<SceneKind> kinds, long seed, int index)
    {
        var order = Shuffled(kinds, new SceneRandom(SceneRandom.Key((ulong)seed, (ulong)(index / kinds.Count))));
        return order[index % kinds.Count];
    }

    /// <summary>So many other kinds.</summary>
    protected static IReadOnlyList<SceneKind> Others(ref SceneRandom random, int count, params IEnumerable<SceneKind> taken) =>
        Shuffled([.. SceneKinds.All.Except(taken)], new SceneRandom(random.NextBits()))[..count];

    private static SceneKind[] Shuffled(IReadOnlyList<SceneKind> kinds, SceneRandom random)
    {
        SceneKind[] order = [.. kinds];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
