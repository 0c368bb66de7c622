using System.Xml.Linq;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>frames/ID.jpg, audio/ID.wav and Annotations/ID.xml with the boxes that three people draw around what sounds; metadata/flickr_test.csv lists all ids.</summary>
internal sealed class FlickrSoundNetLayout : DataLayout
{
    private const int Seconds = 5;
    private const int Middle = Seconds / 2;                                    // the second whose middle is the clip's
    private const int MapsASecond = 2;
    private const int Annotated = 256;                                         // boxes are of the picture squeezed into a square of this side
    private const int People = 3;
    private const float Tremble = 0.03f;                                       // share of the picture that a person's box is off

    public override ClipPlan Plan(long seed, int index, SceneRandom random)
    {
        var (kind, id) = (Turn(SceneKinds.All, seed, index), Id(seed, index));
        return new ClipPlan
        {
            Id = id, Sounding = [kind], Silent = Others(ref random, random.Below(3), kind), Length = Seconds, Steady = true, Split = "test", Path = $"frames/{id}.jpg",
        };
    }

    public override Task WriteClipAsync(string root, ClipPlan plan, SceneRandom random, SceneGeneratorSettings settings, CancellationToken cancellationToken)
    {
        var show = new SceneVideoSettings { Width = settings.Width, Height = settings.Height, FrameRate = MapsASecond };
        show.Check();
        var video = new SceneVideo(ClipComposer.Compose(plan, random, show.Width / (float)show.Height), show);
        var truth = new ClipTruth(plan, show.Width, show.Height, MapsASecond);
        var (picture, samples) = (Array.Empty<byte>(), new List<float>());
        for (var i = 0; i < Seconds * MapsASecond; i++)
        {
            var frame = video.Next();
            truth.Add(frame);
            samples.AddRange(frame.Samples.Span);
            if (i == Middle * MapsASecond + MapsASecond / 2) picture = frame.Rgb.ToArray();
        }

        foreach (var folder in new[] { "audio", "Annotations" }) Directory.CreateDirectory(Path.Combine(root, folder));
        truth.Write(Path.Combine(root, "truth", plan.Id));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, plan.Path))!);
        PictureFiles.WriteJpeg(Path.Combine(root, plan.Path), show.Width, show.Height, picture);
        WavFile.Write(Path.Combine(root, "audio", $"{plan.Id}.wav"), [.. samples]);
        Boxes(plan, truth, show, random).Save(Path.Combine(root, "Annotations", $"{plan.Id}.xml"));
        return Task.CompletedTask;
    }

    public override void WriteAnnotations(string root, IReadOnlyList<ClipPlan> plans)
    {
        Directory.CreateDirectory(Path.Combine(root, "metadata"));
        File.WriteAllLines(Path.Combine(root, "metadata", "flickr_test.csv"), plans.Select(plan => $"{plan.Id},{plan.Sounding[0].Index}"));
    }

    /// <summary>Everybody's box around each thing that is seen and heard in the middle.</summary>
    private static XDocument Boxes(ClipPlan plan, ClipTruth truth, SceneVideoSettings show, SceneRandom random)
    {
        var boxes = new List<XElement>();
        foreach (var (number, _, _) in truth.Numbers.Where(thing => thing.SoundsIn(Middle)))
        {
            var pixels = truth.Maps[Middle].Index().Where(pixel => pixel.Item == number).Select(pixel => pixel.Index).ToArray();
            if (pixels.Length == 0) continue;
            var (columns, rows) = (pixels.Select(pixel => pixel % show.Width).ToArray(), pixels.Select(pixel => pixel / show.Width).ToArray());
            for (var person = 1; person <= People; person++)
            {
                boxes.Add(new XElement("bbox", new XElement("person", person),
                    Side("xmin", columns.Min(), show.Width), Side("ymin", rows.Min(), show.Height), Side("xmax", columns.Max() + 1, show.Width), Side("ymax", rows.Max() + 1, show.Height)));
            }
        }

        return new XDocument(new XElement("annotation", new XElement("filename", $"{plan.Id}.jpg"), new XElement("boxes", boxes)));

        XElement Side(string name, int pixel, int all) => new(name, Math.Clamp((int)MathF.Round(Annotated * (pixel / (float)all + random.Range(-Tremble, Tremble))), 0, Annotated));
    }
}
