using System.Text.Json;

namespace DeepAvFusion.Model.Tests.Features;

/// <summary>One folder of recorded results: those of tests/golden, and those of the folder DEEPAV_GOLDEN names.</summary>
internal sealed class GoldenCase
{
    private readonly string _folder;

    private GoldenCase(string folder)
    {
        _folder = folder;
        Root = JsonDocument.Parse(System.IO.File.ReadAllBytes(File("case.json"))).RootElement;
    }

    public JsonElement Root { get; }

    public JsonElement Config => Root.GetProperty("config");

    public static bool Exists(string name) => Find(name) is not null;

    public static GoldenCase Open(string name) =>
        new(Find(name) ?? throw new DirectoryNotFoundException($"no golden case '{name}'"));

    /// <summary>All cases at hand that have a file of that ending.</summary>
    public static IEnumerable<string> FilesEnding(string ending) =>
        Folders().SelectMany(folder => Directory.EnumerateFiles(folder, "*" + ending, SearchOption.AllDirectories)).Order(StringComparer.Ordinal);

    public string File(string name) => Path.Combine(_folder, name);

    public float[] Input(string name) => NpyFile.Read(File(Root.GetProperty("inputs").GetProperty(name).GetProperty("file").GetString()!)).Floats;

    public long[] InputIntegers(string name) => NpyFile.Read(File(Root.GetProperty("inputs").GetProperty(name).GetProperty("file").GetString()!)).Integers;

    /// <summary>Compares a full result with the recorded one, which may hold every n-th number only.</summary>
    public void Check(string name, ReadOnlySpan<float> actual)
    {
        var entry = Root.GetProperty("expected").GetProperty(name);
        var expected = NpyFile.Read(File(entry.GetProperty("file").GetString()!)).Floats;
        var stride = entry.TryGetProperty("subsample", out var subsample) ? subsample.GetProperty("flat_stride").GetInt32() : 1;
        var tolerance = entry.GetProperty("tolerance").GetProperty("max_abs").GetDouble();
        Assert.Equal(expected.Length, (actual.Length + stride - 1) / stride);
        var worst = 0.0;
        for (var index = 0; index < expected.Length; index++)
            worst = Math.Max(worst, Difference(expected[index], actual[index * stride]));
        Assert.True(worst <= tolerance, $"{Root.GetProperty("case")}/{name}: worst difference {worst:G4}, allowed {tolerance:G4}");
    }

    public void CheckIntegers(string name, ReadOnlySpan<long> actual)
    {
        var expected = NpyFile.Read(File(Root.GetProperty("expected").GetProperty(name).GetProperty("file").GetString()!)).Integers;
        Assert.Equal(expected, actual.ToArray());
    }

    private static double Difference(float expected, float actual)
    {
        var difference = Math.Abs((double)expected - actual);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    private static string? Find(string name) =>
        Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(folder => System.IO.File.Exists(Path.Combine(folder, "case.json")));

    private static IEnumerable<string> Folders()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "tests", "golden")))
            {
                yield return Path.Combine(folder.FullName, "tests", "golden");
                break;
            }

        if (Environment.GetEnvironmentVariable("DEEPAV_GOLDEN") is { Length: > 0 } more)
            yield return more;
    }
}
