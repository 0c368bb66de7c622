namespace DeepAvFusion.Scenes.Generate;

/// <summary>clips/ID.mp4 and clips.csv, which tells what is heard in each: what `deepav eval live` judges by.</summary>
internal sealed class LiveLayout : VideoLayout
{
    private const int Length = 10;

    public override ClipPlan Plan(long seed, int index, SceneRandom random) => LiveClips.Plan(ref random, Id(seed, index), index, Length);

    public override void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans) =>
        File.WriteAllLines(Path.Combine(root, "clips.csv"), plans.Select(plan => string.Join(',', plan.Heard.Select(kind => kind.Name).Prepend(plan.Id))));
}
