using System.Numerics;
using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>A scene of fixed length, thought up whole: who is in the picture, who sounds when, what stands behind.</summary>
internal sealed class Composition : ISceneScript
{
    /// <summary>From back to front.</summary>
    public List<SceneThing> Things { get; } = [];

    public List<SceneSound> Sounds { get; } = [];

    IReadOnlyList<SceneThing> ISceneScript.Things => Things;

    IReadOnlyList<SceneSound> ISceneScript.Sounds => Sounds;

    public required BackdropStyle Style { get; init; }

    /// <summary>What the backdrop follows from.</summary>
    public required ulong StyleKey { get; init; }

    /// <summary>What the background noise follows from.</summary>
    public required ulong NoiseKey { get; init; }

    /// <summary>RMS of the background noise.</summary>
    public required float NoiseLevel { get; init; }

    /// <summary>Places one more thing, away from the others where there is room.</summary>
    public SceneThing AddThing(ref SceneRandom random, SceneKind kind, float size, float ratio)
    {
        var radius = size / 2;
        var best = new Vector2(0.5f);
        var bestGap = float.NegativeInfinity;
        for (var attempt = 0; attempt < 12 && bestGap < 0; attempt++)
        {
            var (marginX, marginY) = (radius * 0.75f / Math.Max(ratio, 1), radius * 0.75f * Math.Min(ratio, 1));
            var anchor = new Vector2(random.Range(marginX, 1 - marginX), random.Range(marginY, 1 - marginY));
            var gap = float.PositiveInfinity;
            foreach (var other in Things)
            {
                var apart = (anchor - other.Path.Anchor) * new Vector2(Math.Max(ratio, 1), 1 / Math.Min(ratio, 1));
                gap = Math.Min(gap, apart.Length() - (0.8f * (radius + (other.Size / 2))));
            }

            if (gap > bestGap) (best, bestGap) = (anchor, gap);
        }

        var path = new ScenePath(ref random, best, 0.06f, Vector2.Zero, Vector2.Zero);
        var thing = new SceneThing(
            Things.Count, (byte)(Things.Count + 1), kind, new ThingLook(random.NextBits()), path, size, random.Chance(0.5f), double.NegativeInfinity, double.PositiveInfinity);
        Things.Add(thing);
        return thing;
    }

    /// <summary>Lets something sound; without a thing it is off-screen.</summary>
    public void AddSound(ref SceneRandom random, SceneKind kind, SceneThing? thing, double start, double end, float gain) =>
        Sounds.Add(new SceneSound(thing?.Id ?? -1 - Sounds.Count, kind, thing is null, start, end, gain, random.NextBits()));

    void ISceneScript.Extend(double until)
    {
        // nothing is left open
    }
}
