using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>
/// clips/playing_INSTRUMENT/ID_START_END.mp4, and its two lists: metadata/vggmusic_train.txt, and metadata/vggmusic_eval_ss.csv with pairs of clips of different
/// instruments, one clip in three being for these.
/// </summary>
internal sealed class VggSoundMusicLayout : VideoLayout
{
    private const int Length = 10;
    private static readonly IReadOnlyList<SceneKind> Instruments = [.. SceneKinds.All.Where(kind => kind.IsInstrument)];

    public override ClipPlan Plan(long seed, int index, SceneRandom random)
    {
        var (kind, id) = (Turn(Instruments, seed, index), Id(seed, index));
        var folder = kind.Name == "violin" ? "violin__fiddle" : kind.Name;     // as the set's folders call it
        return new ClipPlan
        {
            Id = id,
            Sounding = [kind],
            Silent = Others(ref random, random.Below(3), kind),
            Length = Length,
            Steady = true,
            Split = index % 3 == 2 ? "test" : "train",
            Path = $"clips/playing_{folder}/{id}_{0:D6}_{Length:D6}.mp4",
        };
    }

    public override void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "metadata")).FullName;
        File.WriteAllLines(Path.Combine(folder, "vggmusic_train.txt"), plans.Where(plan => plan.Split == "train").Select(plan => $"{Name(plan)},{Instrument(plan)}"));
        var tests = plans.Where(plan => plan.Split == "test").ToArray();
        var pairs = tests.SelectMany((first, i) => tests.Skip(i + 1).Concat(tests.Take(i)).Where(second => Instrument(second) != Instrument(first)).Take(1).Select(second => (first, second)));
        File.WriteAllLines(Path.Combine(folder, "vggmusic_eval_ss.csv"), pairs
            .Select(pair => $"{Name(pair.first)},{Name(pair.second)},{Instrument(pair.first)},{Instrument(pair.second)},Easy").Prepend("source_1,source_2,class_1,class_2,sep_type"));
    }

    private static string Name(ClipPlan plan) => $"{plan.Id}_{0:D6}";

    private static string Instrument(ClipPlan plan) => plan.Sounding[0].Name;
}
