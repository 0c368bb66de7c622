using System.IO.Compression;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>The anchors of a model in a file beside it, tied to it by its digest. Compressed; numbers are kept to one part in sixty-four, which changes no score noticeably and halves the file.</summary>
public static class AnchorFile
{
    private const string Magic = "davf.anchors/1";
    private const ushort Kept = 0xFFE0;
    private const int Most = 100_000;

    /// <summary>Its name beside a model's file.</summary>
    public const string Name = "anchors.gz";

    /// <summary>The anchors of a model; none where there is no file of them.</summary>
    /// <exception cref="UserErrorException">The file is damaged, or of another model.</exception>
    public static AnchorSet Read(TeachableModel model)
    {
        var path = Path.Combine(model.Folder, Name);
        if (!File.Exists(path)) return AnchorSet.None;
        try
        {
            using var reader = new BinaryReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            if (reader.ReadString() != Magic) throw new FormatException("it holds no anchors");
            if (reader.ReadString() != model.Sha256)
                throw new UserErrorException($"The anchors '{path}' are of another model than '{model.Name}': make them anew with `deepav learning features`, or take the file away.");
            var (labels, count) = (reader.ReadInt32(), reader.ReadInt32());
            if (labels != model.Labels.Count || count is < 0 or > Most) throw new FormatException("it has other labels than the model");
            return new AnchorSet([.. Enumerable.Range(0, count).Select(_ => Window(reader, labels))]);
        }
        catch (Exception trouble) when (trouble is FormatException or InvalidDataException || FileFault.Is(trouble))
        {
            throw new UserErrorException($"The anchors '{path}' cannot be read: {trouble.Message.TrimEnd('.')}.", trouble);
        }
    }

    /// <summary>Writes anchors; the file appears when it is whole.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void Write(string path, TeachableModel model, AnchorSet anchors)
    {
        try
        {
            using (var writer = new BinaryWriter(new GZipStream(File.Create(path + ".tmp"), CompressionLevel.SmallestSize)))
            {
                writer.Write(Magic);
                writer.Write(model.Sha256);
                writer.Write(model.Labels.Count);
                writer.Write(anchors.All.Count);
                foreach (var window in anchors.All)
                {
                    writer.Write(window.Negative);
                    foreach (var heard in window.Heard) writer.Write(heard);
                    var bytes = Rounded(window.Features).ToBytes();
                    writer.Write(bytes.Length);
                    writer.Write(bytes);
                }
            }
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"The anchors '{path}' cannot be written: {FileFault.Text(trouble)}.", trouble);
        }
    }

    private static Anchor Window(BinaryReader reader, int labels)
    {
        var negative = reader.ReadString();
        var heard = Enumerable.Range(0, labels).Select(_ => reader.ReadBoolean()).ToArray();
        var size = reader.ReadInt32();
        if (size is < 0 or > (1 << 24)) throw new FormatException("a window is too large");
        return new Anchor(WindowFeatures.FromBytes(reader.ReadBytes(size)), heard, negative);
    }

    private static WindowFeatures Rounded(WindowFeatures features) => new(features.Layers.ToDictionary(layer => layer, layer =>
    {
        var rows = features[layer]!;
        return rows with { Values = Array.ConvertAll(rows.Values, value => BitConverter.UInt16BitsToHalf((ushort)(Math.Min(BitConverter.HalfToUInt16Bits(value) + 0x10, (BitConverter.HalfToUInt16Bits(value) & 0x8000) | 0x7BFF) & Kept))) };
    }));
}
