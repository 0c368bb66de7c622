using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Model.Golden;

/// <summary>One recorded array, and how close this build has to come.</summary>
/// <param name="Name">Its name in <c>case.json</c>.</param>
/// <param name="File">The file that holds it.</param>
/// <param name="MaxAbsolute">Largest absolute difference of an element.</param>
/// <param name="Exact">Whether every number must agree.</param>
/// <param name="Stride">Only every so many elements of the flattened array are stored.</param>
/// <param name="Shape">Shape of what is stored.</param>
/// <param name="Meaning">What it is, in words; where only a part is recorded they say which.</param>
public sealed partial record ExpectedResult(string Name, string File, double MaxAbsolute, bool Exact, int Stride, IReadOnlyList<long> Shape, string Meaning)
{
    /// <summary>The frames that are recorded, by "frames [0, 1, 96, 192]" in the meaning; null where it names none.</summary>
    public IReadOnlyList<long>? Frames => FrameList().Match(Meaning) is { Success: true } found
        ? [.. found.Groups[1].Value.Split(',').Select(number => long.Parse(number, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture))]
        : null;

    /// <summary>Which samples are recorded, by "every 37th sample" in the meaning; 1 where it says nothing of it.</summary>
    public int EverySample => SampleStride().Match(Meaning) is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 1;

    public static ExpectedResult Read(string name, JsonElement entry)
    {
        var tolerance = entry.TryGetProperty("tolerance", out var found) ? found : default;
        return new ExpectedResult(
            name,
            entry.GetProperty("file").GetString()!,
            tolerance.ValueKind == JsonValueKind.Object && tolerance.TryGetProperty("max_abs", out var limit) ? limit.GetDouble() : 0,
            tolerance.ValueKind == JsonValueKind.Object && tolerance.TryGetProperty("exact", out var exact) && exact.GetBoolean(),
            entry.TryGetProperty("subsample", out var subsample) ? subsample.GetProperty("flat_stride").GetInt32() : 1,
            entry.TryGetProperty("shape", out var shape) ? [.. shape.EnumerateArray().Select(side => side.GetInt64())] : [],
            entry.TryGetProperty("meaning", out var meaning) ? meaning.GetString() ?? "" : "");
    }

    [GeneratedRegex(@"\bframes \[(\s*\d+\s*(?:,\s*\d+\s*)*)\]")]
    private static partial Regex FrameList();

    [GeneratedRegex(@"\bevery (\d+)(?:st|nd|rd|th) sample\b")]
    private static partial Regex SampleStride();
}
