using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using DeepAvFusion.Core;
using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>Flickr-SoundNet localisation: frames/ID.jpg, audio/ID.wav and Annotations/ID.xml with boxes that several people drew; for evaluation only.</summary>
public static class FlickrSoundNetIndex
{
    private const string Set = "Flickr-SoundNet";
    private const int Annotated = 256;                                         // side of the pictures that people drew boxes on
    private const float Agreeing = 2;

    /// <summary>Side of the maps.</summary>
    public const int Side = 224;

    /// <summary>Ids with picture, sound and boxes, in order, and how many lack something.</summary>
    /// <param name="list">Lines of ID and anything after a comma (the published flickr_test.csv names 250): only these count; null takes all.</param>
    /// <exception cref="UserErrorException">The folder of annotations is missing, or the list cannot be read.</exception>
    public static FlickrSoundNetClips Read(string root, string? list = null)
    {
        var annotated = list is not null
            ? [.. DataFolder.Table(list, Set, 1, _ => false).Select(fields => fields[0])]
            : DataFolder.Names(Path.Combine(root, "Annotations"), Set).Where(name => name.EndsWith(".xml", StringComparison.Ordinal) && name[0] != '.').Select(name => name[..^4]).ToArray();
        string[] ids = [.. annotated.Where(id => DataFolder.IsName(id) && File.Exists(Frame(root, id)) && File.Exists(Sound(root, id)) && File.Exists(Path.Combine(root, "Annotations", $"{id}.xml")))];
        return new FlickrSoundNetClips(ids, annotated.Length - ids.Length);
    }

    /// <summary>The picture of an id.</summary>
    public static string Frame(string root, string id) => Path.Combine(root, "frames", $"{id}.jpg");

    /// <summary>The sound of an id.</summary>
    public static string Sound(string root, string id) => Path.Combine(root, "audio", $"{id}.wav");

    /// <summary>How far people agree that a pixel sounds: [224, 224], 1 where two or more boxes lie.</summary>
    /// <exception cref="UserErrorException">The annotation is damaged.</exception>
    public static float[] Consensus(string root, string id)
    {
        var map = new float[Side * Side];
        foreach (var box in Boxes(Path.Combine(root, "Annotations", $"{id}.xml")))
            for (var row = box.Top; row < box.Top + box.Height; row++)
                for (var column = box.Left; column < box.Left + box.Width; column++) map[row * Side + column]++;
        return Array.ConvertAll(map, count => Math.Min(1, count / Agreeing));
    }

    private static PixelBox[] Boxes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return [.. XDocument.Load(reader).Descendants("bbox").Select(Box)];
        }
        catch (Exception trouble) when (trouble is IOException or XmlException or FormatException or OverflowException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' holds no boxes: {DataFolder.Shown(trouble.Message)}", trouble);
        }
    }

    private static PixelBox Box(XElement box)
    {
        var (left, top, right, bottom) = (Scaled("xmin"), Scaled("ymin"), Scaled("xmax"), Scaled("ymax"));
        return new PixelBox(left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));

        int Scaled(string name) => box.Element(name) is { } side
            ? (int)Math.Clamp((long)int.Parse(side.Value, CultureInfo.InvariantCulture) * Side / Annotated, 0, Side)
            : throw new FormatException($"a box without {name}");
    }
}

/// <summary>Clips of Flickr-SoundNet.</summary>
/// <param name="Ids">With picture, sound and boxes.</param>
/// <param name="Missing">Ids with boxes, or listed ones, that lack something.</param>
public sealed record FlickrSoundNetClips(IReadOnlyList<string> Ids, int Missing);
