using System.Text.Json;
using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Model.Golden;

/// <summary>One folder of recorded results, as its <c>case.json</c> describes it.</summary>
public sealed class GoldenCase
{
    private readonly JsonElement _root;

    private GoldenCase(DirectoryInfo folder, JsonElement root)
    {
        (Folder, _root) = (folder, root);
        Name = root.TryGetProperty("case", out var name) ? name.GetString()! : folder.Name;
        Expected = Section("expected").ToDictionary(entry => entry.Name, entry => ExpectedResult.Read(entry.Name, entry.Value));
        Scalars = Section("expected_scalars").ToDictionary(entry => entry.Name, entry => ExpectedScalar.Read(entry.Name, entry.Value));
    }

    public DirectoryInfo Folder { get; }

    public string Name { get; }

    public IReadOnlyDictionary<string, ExpectedResult> Expected { get; }

    public IReadOnlyDictionary<string, ExpectedScalar> Scalars { get; }

    /// <summary>All settings.</summary>
    public JsonElement Config => _root.GetProperty("config");

    /// <summary>Whatever else the case records; an undefined element when there is nothing.</summary>
    public JsonElement Extra => _root.TryGetProperty("extra", out var extra) ? extra : default;

    /// <summary>Reads a case.</summary>
    /// <exception cref="InvalidDataException">The description is damaged.</exception>
    public static GoldenCase Read(DirectoryInfo folder)
    {
        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(folder.FullName, "case.json")));
            return new GoldenCase(folder, document.RootElement.Clone());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"case.json of {folder.Name} is damaged: {e.Message}", e);
        }
    }

    public bool HasInput(string name) => Section("inputs").Any(entry => entry.Name == name);

    public NpyFile Input(string name) => NpyFile.Read(File(_root.GetProperty("inputs").GetProperty(name).GetProperty("file").GetString()!));

    /// <summary>Names of the weight files.</summary>
    public IEnumerable<string> WeightNames => Section("weights").Select(entry => entry.Name);

    public bool HasWeights(string name) => Section("weights").Any(entry => entry.Name == name);

    public JsonElement Weights(string name) => _root.GetProperty("weights").GetProperty(name);

    /// <summary>The tensors of a weight file, without the prefix of their keys; keep the file open while reading them.</summary>
    public (CheckpointFile File, IReadOnlyDictionary<string, CheckpointTensor> Tensors) OpenWeights(string name)
    {
        var entry = Weights(name);
        var file = TorchCheckpoint.Read(File(entry.GetProperty("file").GetString()!));
        var rootKey = entry.TryGetProperty("root_key", out var key) && key.GetString() is { Length: > 0 } text ? text : null;
        var prefix = entry.TryGetProperty("prefix", out var found) ? found.GetString() ?? "" : "";
        return (file, file.Tensors(rootKey, prefix));
    }

    /// <summary>Path of a file of this case.</summary>
    /// <exception cref="InvalidDataException">The name leads out of the folder.</exception>
    public string File(string name) => Path.GetFileName(name) == name
        ? Path.Combine(Folder.FullName, name)
        : throw new InvalidDataException($"{Name} names the file '{name}' outside its folder.");

    private JsonElement.ObjectEnumerator Section(string name) =>
        _root.TryGetProperty(name, out var section) ? section.EnumerateObject() : default;
}
