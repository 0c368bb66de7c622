using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>annotations/vggsound.csv and clips/CLASS/ID_START_END.mp4: ten seconds, one class each, one clip in five for testing.</summary>
internal sealed class VggSoundLayout : VideoLayout
{
    private const int Length = 10;
    private const float OffScreenChance = 0.1f;

    public override ClipPlan Plan(long seed, int index, SceneRandom random)
    {
        var kind = Turn(SceneKinds.All, seed, index);
        var (id, unseen) = (Id(seed, index), random.Chance(OffScreenChance));
        return new ClipPlan
        {
            Id = id,
            Sounding = unseen ? [] : [kind],
            OffScreen = unseen ? [kind] : [],
            Silent = Others(ref random, random.Below(4), kind),
            Length = Length,
            Split = index % 5 == 4 ? "test" : "train",
            Path = $"clips/{kind.Name}/{id}_{0:D6}_{Length:D6}.mp4",
        };
    }

    public override void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans)
    {
        Directory.CreateDirectory(Path.Combine(root, "annotations"));
        File.WriteAllLines(Path.Combine(root, "annotations", "vggsound.csv"), plans.Select(plan => $"{plan.Id},0,{plan.Heard.Single().Name},{plan.Split}"));
    }
}
