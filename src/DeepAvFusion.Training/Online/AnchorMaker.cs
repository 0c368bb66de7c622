using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Online;

/// <summary>Makes a model's anchors from windows of the synthetic world that nobody trains with: enough of every label, and a fifth of them negatives.</summary>
/// <param name="network">As it came.</param>
public sealed class AnchorMaker(AnalyzerNetwork network)
{
    /// <summary>Fewest windows that a label sounds in.</summary>
    public const int Least = 20;

    /// <summary>Fewest windows.</summary>
    public const int Fewest = 300;

    /// <summary>Reminders that are made beside the anchors.</summary>
    public const int Reminders = 110;

    private const int Seed = 900;
    private const int MostTries = 100;
    private static readonly StreamId Stream = new("anchors");

    /// <param name="count">How many, at least <see cref="Fewest"/>.</param>
    /// <param name="progress">Told how many there are.</param>
    /// <exception cref="UserErrorException">The model knows other labels than the synthetic world, or too few windows are asked for.</exception>
    public AnchorSet Make(int count, IProgress<int> progress, CancellationToken cancellation)
    {
        if (count < Fewest) throw new UserErrorException($"{count} anchors are too few to judge by; make at least {Fewest}.");
        if (network.Labels.Except(Scenes.Kinds.SceneKinds.Names).ToList() is { Count: > 0 } foreign)
            throw new UserErrorException($"The synthetic world has no '{foreign[0]}': anchors can be made for models that know its things only.");
        var anchors = new List<Anchor>();
        var negatives = (count + 4) / 5 / 4 + 1;
        Add("silence", new SceneSettings { SilenceChance = 1, LoudestNoise = -60 }, 1);
        Add("noise", new SceneSettings { SilenceChance = 1, LoudestNoise = -26 }, 2);
        Add("off-screen", new SceneSettings { SilenceChance = 0, OffScreenChance = 1 }, 3);
        Add("swapped", new SceneSettings { SilenceChance = 0 }, 4);
        Fill(count);
        Add(AnchorSet.Reminder, new SceneSettings { SilenceChance = 0.2f }, 5);
        return new AnchorSet(anchors);

        void Add(string negative, SceneSettings settings, int seed)
        {
            var windows = new SceneWindows(network, settings, negative == AnchorSet.Reminder ? SceneSeeds.Train(Seed + seed) : SceneSeeds.HeldOut(Seed + seed));
            for (var i = 0; i < (negative == AnchorSet.Reminder ? Reminders : negatives); i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (seen, heard) = (windows.Clip(2 * i), windows.Clip((2 * i) + (negative == "swapped" ? 1 : 0)));
                anchors.Add(Anchor(windows, seen, heard, negative));
                progress.Report(anchors.Count);
            }
        }

        void Fill(int most)
        {
            var windows = new SceneWindows(network, new SceneSettings(), SceneSeeds.HeldOut(Seed));
            for (var i = 0L; anchors.Count < most && i < (long)MostTries * most; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var clip = windows.Clip(i);
                var missing = Missing(anchors);
                if (missing.Count > 0 && !Heard(clip).Where((heard, label) => heard && missing.Contains(label)).Any()) continue;
                anchors.Add(Anchor(windows, clip, clip, ""));
                progress.Report(anchors.Count);
            }
            if (Missing(anchors) is { Count: > 0 } few) throw new UserErrorException($"{most} windows are too few for {Least} of '{network.Labels[few.First()]}'; ask for more.");
        }
    }

    private HashSet<int> Missing(List<Anchor> anchors) => [.. Enumerable.Range(0, network.Labels.Count).Where(label => anchors.Count(anchor => anchor.Heard[label]) < Least)];

    private Anchor Anchor(SceneWindows windows, SceneClip seen, SceneClip heard, string negative) =>
        new(windows.See(seen, Stream, heard.Mixture).Features, Heard(heard), negative);

    private bool[] Heard(SceneClip clip)
    {
        var names = SceneWindows.Heard(clip);
        return [.. network.Labels.Select(names.Contains)];
    }
}
