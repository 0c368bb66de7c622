using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Training.Online;

/// <summary>The files of one folder of samples: of each its features, picture and sound, and at last what is said of it, without which the others are nothing. So a stop at any moment leaves whole samples only.</summary>
internal sealed class SampleFiles
{
    private const string Manifest = ".json";
    private const string Features = ".features";
    private const string Sound = ".wav";
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter(), new SampleIdConverter() } };

    private readonly string _folder;

    /// <exception cref="UserErrorException">The folder cannot be made.</exception>
    public SampleFiles(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Kept(() => Directory.CreateDirectory(_folder));
    }

    /// <summary>Reads what is there. What cannot be read is left where it is and counted.</summary>
    /// <param name="sweeps">Whether what a stop left behind is cleared away.</param>
    public (List<SampleSummary> Samples, int Damaged) Read(bool sweeps)
    {
        var (samples, damaged, known) = (new List<SampleSummary>(), 0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_folder, "*" + Manifest).Order(StringComparer.Ordinal))
        {
            known.Add(Path.GetFileNameWithoutExtension(file));
            if (ReadManifest(file) is { } sample) samples.Add(sample);
            else damaged++;
        }
        if (!sweeps) return (samples, damaged);
        foreach (var file in Directory.EnumerateFiles(_folder).Where(file => file.EndsWith(".tmp", StringComparison.Ordinal) || !known.Contains(Path.GetFileNameWithoutExtension(file)))) File.Delete(file);
        return (samples, damaged);
    }

    /// <summary>Keeps a sample whole.</summary>
    /// <exception cref="UserErrorException">The disk is full, or the folder is gone.</exception>
    public SampleSummary Write(SampleSummary sample, TaughtWindow window)
    {
        var name = Name(sample.Id);
        try
        {
            return Kept(() =>
            {
                var bytes = Whole(name + Features, path => File.WriteAllBytes(path, window.Features.ToBytes()));
                if (sample.HasPicture) bytes += Whole(name + PictureKind(window.Picture.Span), path => File.WriteAllBytes(path, window.Picture.ToArray()));
                if (sample.HasSound) bytes += Whole(name + Sound, path => WavFile.Write(path, window.Sound.ToArray()));
                var whole = sample with { Bytes = bytes };
                Whole(name + Manifest, path => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(whole, Json)));
                return whole;
            });
        }
        catch (UserErrorException)
        {
            Delete(sample.Id);
            throw;
        }
    }

    /// <summary>Features of a sample; null where they are damaged or gone.</summary>
    public WindowFeatures? ReadFeatures(SampleId id)
    {
        try
        {
            var features = WindowFeatures.FromBytes(File.ReadAllBytes(Name(id) + Features));
            return features.AreFinite ? features : null;
        }
        catch (Exception trouble) when (trouble is FormatException || FileFault.Is(trouble))
        {
            return null;
        }
    }

    /// <summary>The picture's file; null where there is none.</summary>
    public string? PicturePath(SampleId id) => Existing(Name(id) + ".jpg") ?? Existing(Name(id) + ".png");

    /// <summary>The sound's file; null where there is none.</summary>
    public string? SoundPath(SampleId id) => Existing(Name(id) + Sound);

    /// <summary>Deletes a sample, what is said of it first.</summary>
    public void Delete(SampleId id)
    {
        foreach (var end in (string[])[Manifest, Features, ".jpg", ".png", Sound]) File.Delete(Name(id) + end);
    }

    /// <summary>Copies a sample of another folder under a number of its own here, what is said of it at last.</summary>
    /// <exception cref="UserErrorException">The disk is full.</exception>
    public SampleSummary Take(SampleFiles other, SampleSummary sample, SampleId id) => Kept(() =>
    {
        foreach (var end in (string[])[Features, ".jpg", ".png", Sound])
            if (File.Exists(other.Name(sample.Id) + end)) Whole(Name(id) + end, path => File.Copy(other.Name(sample.Id) + end, path, overwrite: true));
        var taken = sample with { Id = id };
        Whole(Name(id) + Manifest, path => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(taken, Json)));
        return taken;
    });

    private static SampleSummary? ReadManifest(string file)
    {
        try
        {
            var sample = JsonSerializer.Deserialize<SampleSummary>(File.ReadAllBytes(file), Json);
            return sample is not null && sample.Id.ToString() == Path.GetFileNameWithoutExtension(file) && File.Exists(Path.ChangeExtension(file, Features)) ? sample with { Correction = sample.Correction?.Checked() } : null;
        }
        catch (Exception trouble) when (trouble is JsonException or UserErrorException or NotSupportedException || FileFault.Is(trouble))
        {
            return null;
        }
    }

    private static long Whole(string path, Action<string> write)
    {
        var beside = path + ".tmp";
        write(beside);
        using (var file = File.OpenHandle(beside, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        File.Move(beside, path, overwrite: true);
        return new FileInfo(path).Length;
    }

    private T Kept<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"Samples cannot be kept in '{_folder}': {FileFault.Text(trouble)}.", trouble);
        }
    }

    private static string PictureKind(ReadOnlySpan<byte> picture) => picture.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? ".png" : ".jpg";

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private string Name(SampleId id) => Path.Combine(_folder, id.ToString());

    private sealed class SampleIdConverter : JsonConverter<SampleId>
    {
        public override SampleId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            SampleId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("no name of a sample");

        public override void Write(Utf8JsonWriter writer, SampleId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
