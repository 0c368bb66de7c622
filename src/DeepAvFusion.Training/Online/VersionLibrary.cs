using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>Every version that was fitted, each in a folder with its model file, and which one is in use. Not thread-safe.</summary>
public sealed class VersionLibrary
{
    private const string ModelFile = "model.safetensors";
    private const string Facts = "version.json";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() }, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string _folder;
    private readonly OnlineSettings _settings;
    private readonly TeachableModel _model;
    private readonly SortedDictionary<int, ModelVersion> _versions = new(Comparer<int>.Create((one, other) => other.CompareTo(one)));

    /// <exception cref="UserErrorException">The folder cannot be used.</exception>
    /// <param name="owns">Whether nobody else has the folder open, so that what a stop left behind can be cleared away.</param>
    public VersionLibrary(OnlineSettings settings, TeachableModel model, bool owns)
    {
        (_settings, _model) = (settings, model);
        _folder = Path.Combine(Path.GetFullPath(settings.Folder), "versions");
        Kept(() => Directory.CreateDirectory(_folder));
        foreach (var folder in Directory.EnumerateDirectories(_folder))
        {
            if (Read(Path.Combine(folder, Facts)) is { } version && version.BaseSha256 == model.Sha256) _versions[version.Number] = version;
            else if (owns && !File.Exists(Path.Combine(folder, Facts))) Directory.Delete(folder, recursive: true);       // a stop left it behind
        }
    }

    /// <summary>All versions of this model, newest first.</summary>
    public IReadOnlyCollection<ModelVersion> All => _versions.Values;

    /// <summary>Number of the version in use: the newest that was promoted and not taken out of use; 0 as it came.</summary>
    public int Current => _versions.Values.FirstOrDefault(version => version.State == VersionState.Promoted)?.Number ?? 0;

    /// <summary>Number of the next version.</summary>
    public int Next => Directory.EnumerateDirectories(_folder).Select(folder => int.TryParse(Path.GetFileName(folder), out var number) ? number : 0).DefaultIfEmpty().Max() + 1;

    /// <summary>Null where there is none.</summary>
    public ModelVersion? Find(int number) => _versions.GetValueOrDefault(number);

    /// <summary>Where a version's model file is.</summary>
    public string FileOf(int number) => Path.Combine(_folder, number.ToString(System.Globalization.CultureInfo.InvariantCulture), ModelFile);

    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public TaughtWeights Weights(int number)
    {
        var version = Find(number) ?? throw new UserErrorException($"There is no version {number}.");
        return _model.Read(FileOf(number), number, version.Sha256);
    }

    /// <summary>Keeps a version: its model file first, what is said of it at last.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public ModelVersion Add(ModelVersion version, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers)
    {
        Kept(() => Directory.CreateDirectory(Path.GetDirectoryName(FileOf(version.Number))!));
        version = version with { Sha256 = _model.Write(FileOf(version.Number), version.Number, version.Labels, layers) };
        Write(version);
        foreach (var old in _versions.Values.Where(old => old.State is not VersionState.Promoted && old.Number != version.Number).Skip(_settings.Versions)) File.Delete(FileOf(old.Number));
        return version;
    }

    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public void Promote(int number, string who, string reason, DateTimeOffset when)
    {
        _ = Weights(number);
        var before = Current;
        Change(number, new VersionChange(VersionState.Promoted, when, who, reason));
        if (before != 0 && before != number) Change(before, new VersionChange(VersionState.Replaced, when, who, $"version {number} took its place"));
    }

    /// <exception cref="UserErrorException">There is no such version.</exception>
    public void Reject(int number, string who, string reason, DateTimeOffset when) =>
        Change((Find(number) ?? throw new UserErrorException($"There is no version {number}.")).Number, new VersionChange(VersionState.Rejected, when, who, reason));

    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public void RollBack(int number, string who, string reason, DateTimeOffset when)
    {
        if (number != 0) _ = Weights(number);
        if (Current == number) throw new UserErrorException($"Version {number} is in use already.");
        foreach (var promoted in _versions.Values.Where(version => version.State == VersionState.Promoted).ToList()) Change(promoted.Number, new VersionChange(VersionState.RolledBack, when, who, reason));
        if (number != 0) Change(number, new VersionChange(VersionState.Promoted, when, who, reason));
    }

    private void Change(int number, VersionChange change)
    {
        var version = Find(number)!;
        Write(version with { History = [.. version.History, change] });
    }

    private void Write(ModelVersion version)
    {
        Kept(() =>
        {
            var path = Path.Combine(Path.GetDirectoryName(FileOf(version.Number))!, Facts);
            File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(version, Json));
            using (var file = File.OpenHandle(path + ".tmp", FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
            File.Move(path + ".tmp", path, overwrite: true);
            return true;
        });
        _versions[version.Number] = version;
    }

    private static ModelVersion? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<ModelVersion>(File.ReadAllBytes(file), Json) : null;
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException || FileFault.Is(trouble))
        {
            return null;
        }
    }

    private T Kept<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw new UserErrorException($"Versions cannot be kept in '{_folder}': {FileFault.Text(trouble)}.", trouble);
        }
    }
}
