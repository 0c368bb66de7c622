using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>annotations/class_labels_indices.csv, annotations/PART_segments.csv and clips/II/ID_START_END.mp4: ten seconds in which one to three kinds are heard, seen or not.</summary>
internal sealed class AudioSetLayout : VideoLayout
{
    private const int Length = 10;
    private const float OffScreenChance = 0.15f;
    private static readonly string[] Parts = ["unbalanced_train", "unbalanced_train", "unbalanced_train", "balanced_train", "eval"];

    public override ClipPlan Plan(long seed, int index, SceneRandom random)
    {
        var first = Turn(SceneKinds.All, seed, index);
        IReadOnlyList<SceneKind> heard = [first, .. Others(ref random, random.Below(3), first)];
        var unseen = random.Chance(OffScreenChance) ? 1 : 0;
        var id = Id(seed, index);
        return new ClipPlan
        {
            Id = id,
            Sounding = [.. heard.SkipLast(unseen)],
            OffScreen = [.. heard.TakeLast(unseen)],
            Silent = Others(ref random, random.Below(3), heard),
            Length = Length,
            Split = Parts[index % Parts.Length],
            Path = $"clips/{id[..2]}/{id}_{0:D6}_{Length:D6}.mp4",
        };
    }

    public override void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "annotations")).FullName;
        File.WriteAllLines(Path.Combine(folder, "class_labels_indices.csv"), SceneKinds.All.Select(kind => $"{kind.Index},{Label(kind)},\"{kind.Name}\"").Prepend("index,mid,display_name"));
        foreach (var part in Parts.Distinct())
        {
            var clips = plans.Where(plan => plan.Split == part).ToArray();
            File.WriteAllLines(Path.Combine(folder, $"{part}_segments.csv"),
            [
                "# Segments of synthetic clips", $"# num_ytids={clips.Length}, num_segs={clips.Length}, num_unique_labels={clips.SelectMany(clip => clip.Heard).Distinct().Count()}",
                "# YTID, start_seconds, end_seconds, positive_labels",
                .. clips.Select(clip => $"{clip.Id}, 0.000, {Length}.000, \"{string.Join(',', clip.Heard.Select(Label))}\""),
            ]);
        }
    }

    private static string Label(SceneKind kind) => $"/s/{kind.Index:D2}";
}
