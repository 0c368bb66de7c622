using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Sinks.Clips;
using DeepAvFusion.Store.Clips;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Sinks.Evidence;

/// <summary>
/// A zip that holds all that is kept of one event: evidence.json, settings.conf, clip.mp4, and where there are some snapshot.jpg, mask.png and sound.wav; SHA256SUMS has the checksum of each, as `sha256sum -c` reads it.
/// </summary>
public static class EvidenceFile
{
    public const string Document = "evidence.json";
    public const string Settings = "settings.conf";
    public const string Clip = "clip.mp4";
    public const string Mask = "mask.png";
    private const string Sums = "SHA256SUMS";
    private const long MostBytes = 4L << 30;

    private static readonly string[] Names = [Document, Settings, Clip, "snapshot.jpg", Mask, "sound.wav"];

    /// <exception cref="IOException">A file cannot be read any more.</exception>
    public static void Write(Stream target, StoredEvent e, StoredClip clip, ClipVault vault, EvidenceSettings settings, DateTimeOffset now)
    {
        var id = e.Id.ToString();
        var document = new EvidenceDocument(EvidenceDocument.ThisVersion, settings.Program, now, EventDocument.Of(e), clip with { Events = [.. clip.Events.Where(one => one.Event == id)] }, settings.Bounds);
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var sums = new StringBuilder();
        Add(Document, new MemoryStream(document.ToJson()), CompressionLevel.Optimal);
        Add(Settings, new MemoryStream(Encoding.UTF8.GetBytes(settings.Text)), CompressionLevel.Optimal);
        foreach (var (name, file) in new[] { (Clip, ClipVault.Video), ("snapshot.jpg", ClipVault.Snapshot(id)), (Mask, ClipVault.Mask(id)), ("sound.wav", ClipVault.Sound(id)) })
        {
            var path = vault.PathOf(clip, file);
            if (name == Clip || File.Exists(path))
                Add(name, File.OpenRead(path), CompressionLevel.NoCompression);
        }
        using var last = new StreamWriter(zip.CreateEntry(Sums).Open());
        last.Write(sums);

        void Add(string name, Stream content, CompressionLevel level)
        {
            using var from = content;
            using var entry = zip.CreateEntry(name, level).Open();
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[81920];
            for (int read; (read = from.Read(buffer)) > 0;)
            {
                sha.AppendData(buffer, 0, read);
                entry.Write(buffer, 0, read);
            }
            sums.Append(Convert.ToHexStringLower(sha.GetHashAndReset())).Append("  ").Append(name).Append('\n');
        }
    }

    /// <summary>Unpacks a bundle into a folder, and checks it.</summary>
    /// <returns>What it says, and names of files that are not as they were when it was made.</returns>
    /// <exception cref="UserErrorException">It is no bundle.</exception>
    public static (EvidenceDocument Document, IReadOnlyList<string> Changed) Unpack(string path, string folder)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.GetEntry(Sums) is not { } list || list.Length > 65536)
                throw No("it has no checksums");
            var sums = new Dictionary<string, string>(StringComparer.Ordinal);
            using (var lines = new StreamReader(list.Open()))
                while (lines.ReadLine() is { } line)
                    if (line.Split("  ", 2) is [var sum, var name])
                        sums[name] = sum;
            var changed = new List<string>(sums.Keys.Except(zip.Entries.Select(entry => entry.FullName)).Order());
            foreach (var name in Names)
            {
                if (zip.GetEntry(name) is not { } entry)
                    continue;
                var file = Path.Combine(folder, name);
                Extract(entry, file);
                using var content = File.OpenRead(file);
                if (!sums.TryGetValue(name, out var sum) || Convert.ToHexStringLower(SHA256.HashData(content)) != sum)
                    changed.Add(name);
            }
            if (!File.Exists(Path.Combine(folder, Document)) || EvidenceDocument.FromJson(File.ReadAllBytes(Path.Combine(folder, Document))) is not { } document)
                throw No($"{Document} is missing or cannot be understood");
            if (document.Version != EvidenceDocument.ThisVersion)
                throw No($"it is of version {document.Version}, and this program knows {EvidenceDocument.ThisVersion}");
            if (!File.Exists(Path.Combine(folder, Clip)) || !File.Exists(Path.Combine(folder, Settings)))
                throw No($"{Clip} or {Settings} is missing");
            return (document, changed);
        }
        catch (Exception e) when (e is InvalidDataException || FileFault.Is(e))
        {
            throw new UserErrorException($"'{path}' cannot be read as a bundle of evidence: {FileFault.Text(e)}.", e);
        }

        UserErrorException No(string why) => new($"'{path}' is no bundle of evidence: {why}.");
    }

    /// <summary>Whatever its size is said to be.</summary>
    private static void Extract(ZipArchiveEntry entry, string file)
    {
        using var from = entry.Open();
        using var to = new FileStream(file, FileMode.CreateNew);
        var buffer = new byte[81920];
        var left = MostBytes;
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if ((left -= read) < 0)
                throw new InvalidDataException($"{entry.FullName} is too large");
            to.Write(buffer, 0, read);
        }
    }
}
