using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>anno/*.csv and clips_360p_segm/INSTRUMENT/ID.SEGMENT.mp4: six seconds of instruments playing all the time; every fourth a duet, filed under its first instrument.</summary>
internal sealed class MusicLayout : VideoLayout
{
    private static readonly IReadOnlyList<SceneKind> Instruments = [.. SceneKinds.All.Where(kind => kind.IsInstrument)];

    public override ClipPlan Plan(long seed, int index, SceneRandom random)
    {
        var id = Id(seed, index);
        var first = Turn(Instruments, seed, index);
        var second = Turn([.. Instruments.Where(kind => kind != first)], seed + 1, index);
        SceneKind[] playing = index % 4 == 3 ? [first, second] : [first];
        return new ClipPlan
        {
            Id = id,
            Sounding = playing,
            Silent = Others(ref random, random.Below(3), playing),
            Length = 6,
            Steady = true,
            Split = "train",                                                 // the reader parts this set by itself
            Path = $"clips_360p_segm/{first.Name}/{id}.000.mp4",
        };
    }

    public override void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans)
    {
        Directory.CreateDirectory(Path.Combine(root, "anno"));
        foreach (var (sheet, players) in new[] { ("music_solo", 1), ("music21_solo", 1), ("music21_duet", 2) })
            File.WriteAllLines(Path.Combine(root, "anno", $"{sheet}.csv"), plans.Where(plan => plan.Sounding.Count == players)
                .Select((plan, n) => $"{plan.Id},{plan.Sounding[0].Name},{n}").Prepend("id,instrument,n"));
    }
}
