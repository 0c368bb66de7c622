using System.Text.Json;

namespace DeepAvFusion.Model.Golden;

/// <summary>One recorded array, and how close this build has to come.</summary>
/// <param name="Name">Its name in <c>case.json</c>.</param>
/// <param name="File">The file that holds it.</param>
/// <param name="MaxAbsolute">Largest absolute difference of an element.</param>
/// <param name="Exact">Whether every number must agree.</param>
/// <param name="Stride">Only every so many elements of the flattened array are stored.</param>
public sealed record ExpectedResult(string Name, string File, double MaxAbsolute, bool Exact, int Stride)
{
    public static ExpectedResult Read(string name, JsonElement entry)
    {
        var tolerance = entry.TryGetProperty("tolerance", out var found) ? found : default;
        return new ExpectedResult(
            name,
            entry.GetProperty("file").GetString()!,
            tolerance.ValueKind == JsonValueKind.Object && tolerance.TryGetProperty("max_abs", out var limit) ? limit.GetDouble() : 0,
            tolerance.ValueKind == JsonValueKind.Object && tolerance.TryGetProperty("exact", out var exact) && exact.GetBoolean(),
            entry.TryGetProperty("subsample", out var subsample) ? subsample.GetProperty("flat_stride").GetInt32() : 1);
    }
}
