using System.Globalization;
using System.Text;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Texts of a file made fit for a one-line message.</summary>
internal static class CheckpointText
{
    private const int Longest = 120;

    /// <summary>The text without control characters, shortened.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, Longest)))
            clean.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        return text.Length > Longest ? clean.Append('…').ToString() : clean.ToString();
    }

    /// <summary>"[2, 3]"</summary>
    public static string Shape(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("[");
        foreach (var side in shape)
            text.Append(text.Length > 1 ? ", " : "").Append(side.ToString(CultureInfo.InvariantCulture));
        return text.Append(']').ToString();
    }
}
