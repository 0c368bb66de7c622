using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>Turns the plan of a clip into a scene.</summary>
internal static class ClipComposer
{
    private static readonly int StyleCount = Enum.GetValues<BackdropStyle>().Length;

    /// <param name="ratio">Width by height of the picture.</param>
    public static Composition Compose(ClipPlan plan, SceneRandom random, float ratio)
    {
        var scene = new Composition
        {
            Style = (BackdropStyle)random.Below(StyleCount),
            StyleKey = random.NextBits(),
            NoiseKey = random.NextBits(),
            NoiseLevel = MathF.Pow(10, random.Range(-70, -42) / 20),
        };
        var order = plan.Sounding.Select(kind => (Kind: kind, Sounds: true)).Concat(plan.Silent.Select(kind => (Kind: kind, Sounds: false))).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);                     // who stands in front is no sign of who sounds
        }

        foreach (var (kind, sounds) in order)
        {
            var thing = scene.AddThing(ref random, kind, random.Range(0.2f, 0.4f), ratio);
            if (sounds) AddSounds(scene, ref random, plan, kind, thing);
        }

        foreach (var kind in plan.OffScreen) AddSounds(scene, ref random, plan, kind, null);
        return scene;
    }

    private static void AddSounds(Composition scene, ref SceneRandom random, ClipPlan plan, SceneKind kind, SceneThing? thing)
    {
        var gain = 0.6f * MathF.Pow(10, random.Range(-5, 0) / 20);
        if (plan.Steady)
        {
            scene.AddSound(ref random, kind, thing, -random.Range(0, 0.5f), plan.Length + 1, gain);
            return;
        }

        var source = thing?.Id ?? -1 - scene.Sounds.Count;
        for (var start = random.Range(-1, 1); start < plan.Length - 1;)
        {
            var end = start + random.Range(2.2f, 5);
            scene.Sounds.Add(new SceneSound(source, kind, thing is null, start, end, gain, random.NextBits()));
            start = end + random.Range(0.8f, 2.2f);
        }
    }
}
