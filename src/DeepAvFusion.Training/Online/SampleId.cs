using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Training.Online;

/// <summary>Names a sample: its number, in order of keeping. Safe as a file name.</summary>
public readonly partial record struct SampleId(long Number)
{
    /// <summary>False where the text names no sample.</summary>
    public static bool TryParse(string? text, out SampleId id)
    {
        id = default;
        if (text is null || !Form().IsMatch(text)) return false;
        id = new SampleId(long.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"s{Number:00000000}");

    [GeneratedRegex("^s[0-9]{1,15}$")]
    private static partial Regex Form();
}
