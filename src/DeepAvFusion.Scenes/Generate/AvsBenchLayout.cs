using System.Text.Json;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>
/// metadata.csv, label2idx.json and PART/UID with audio.wav, frames/N.jpg and the maps of what sounds: part v1s has one sounding object,
/// v1m several, v2 several with some off the screen, ten seconds long.
/// </summary>
/// <param name="parts">Which parts are made, in turn.</param>
internal sealed class AvsBenchLayout(params string[] parts) : DataLayout
{
    private const string OffTheScreen = "off-the-screen";
    private const int MapsASecond = 2;                                       // so that one falls on the middle of each second
    private static readonly string[] Splits = ["train", "train", "val", "train", "test", "train"];

    public override ClipPlan Plan(long seed, int index, SceneRandom random)
    {
        var (part, turn) = (parts[index % parts.Length], index / parts.Length);
        var first = Turn(SceneKinds.All, seed, turn);
        IReadOnlyList<SceneKind> more = part == "v1s" ? [] : Others(ref random, 1 + random.Below(2), first);
        IReadOnlyList<SceneKind> heard = [first, .. more];
        var unseen = part == "v2" && random.Chance(0.3f) ? 1 : 0;
        var id = Id(seed, index);
        return new ClipPlan
        {
            Id = id,
            Sounding = [.. heard.SkipLast(unseen)],
            OffScreen = [.. heard.TakeLast(unseen)],
            Silent = Others(ref random, random.Below(part == "v1s" ? 3 : 2), heard),
            Length = part == "v2" ? 10 : 5,
            Steady = part == "v1s",
            Split = Splits[turn % Splits.Length],
            Path = $"{part}/{id}_0",
        };
    }

    public override Task WriteClipAsync(string root, ClipPlan plan, SceneRandom random, SceneGeneratorSettings settings, CancellationToken cancellationToken)
    {
        var show = new SceneVideoSettings { Width = settings.Width, Height = settings.Height, FrameRate = MapsASecond };
        show.Check();
        var video = new SceneVideo(ClipComposer.Compose(plan, random, show.Width / (float)show.Height), show);
        var truth = new ClipTruth(plan, show.Width, show.Height, MapsASecond);
        var pictures = new List<byte[]>();
        var samples = new List<float>();
        for (var i = 0; i < plan.Length * MapsASecond; i++)
        {
            var frame = video.Next();
            truth.Add(frame);
            samples.AddRange(frame.Samples.Span);
            if (i % MapsASecond == MapsASecond / 2) pictures.Add(frame.Rgb.ToArray());
        }

        var folder = Path.Combine(root, plan.Path);
        truth.Write(Path.Combine(root, "truth", Path.GetFileName(plan.Path)));
        Directory.CreateDirectory(folder);
        WavFile.Write(Path.Combine(folder, "audio.wav"), [.. samples]);
        WriteLabels(folder, truth, show.Width, show.Height);
        Directory.CreateDirectory(Path.Combine(folder, "frames"));
        foreach (var (second, picture) in pictures.Index())
            PictureFiles.WriteJpeg(Path.Combine(folder, "frames", $"{second}.jpg"), show.Width, show.Height, picture);
        return Task.CompletedTask;
    }

    public override void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans)
    {
        File.WriteAllLines(Path.Combine(root, "metadata.csv"), plans
            .Select(plan => $"{plan.Id},{Path.GetFileName(plan.Path)},0,0,{Objects(plan)},{plan.Split},{plan.Path.Split('/')[0]}").Prepend("vid,uid,s_min,s_sec,a_obj,split,label"));
        var numbers = SceneKinds.All.ToDictionary(kind => kind.Name, kind => kind.Index + 2);
        numbers["background"] = 1;                                           // class numbers count from 1, values in the maps from 0
        File.WriteAllText(Path.Combine(root, "label2idx.json"), JsonSerializer.Serialize(numbers.OrderBy(entry => entry.Value).ToDictionary()));
    }

    private static string Objects(ClipPlan plan) => string.Join("_", plan.Sounding.Select(kind => kind.Name).Concat(plan.OffScreen.Select(_ => OffTheScreen)));

    /// <summary>Keeps what sounds in a second: its class in labels_semantic, its colour in labels_rgb.</summary>
    private static void WriteLabels(string folder, ClipTruth truth, int width, int height)
    {
        Directory.CreateDirectory(Path.Combine(folder, "labels_semantic"));
        Directory.CreateDirectory(Path.Combine(folder, "labels_rgb"));
        for (var second = 0; second < truth.Maps.Count; second++)
        {
            var values = new byte[256];
            foreach (var (number, kind, soundsIn) in truth.Numbers) if (soundsIn(second)) values[number] = (byte)(kind.Index + 1);
            var map = Array.ConvertAll(truth.Maps[second], number => values[number]);
            PictureFiles.WritePng(Path.Combine(folder, "labels_semantic", $"{second}.png"), width, height, 1, map);
            PictureFiles.WritePng(Path.Combine(folder, "labels_rgb", $"{second}.png"), width, height, 3, [.. map.SelectMany(Tint)]);
        }
    }

    private static byte[] Tint(byte value)
    {
        if (value == 0) return [0, 0, 0];
        var colour = Colour.Hsv(value / (float)SceneKinds.All.Count, 0.8f, 0.9f);
        return [(byte)(colour.R * 255), (byte)(colour.G * 255), (byte)(colour.B * 255)];
    }
}
