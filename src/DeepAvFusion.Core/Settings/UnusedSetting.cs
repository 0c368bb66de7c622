using System.Globalization;

namespace DeepAvFusion.Core.Settings;

/// <summary>A key that settings of another program have, and that has no use here.</summary>
/// <param name="Harmless">Values that may be given, because they say what happens anyway; an empty one always may.</param>
/// <param name="Instead">What to do instead; a sentence without its stop.</param>
public sealed record UnusedSetting(IReadOnlyList<string> Harmless, string Instead)
{
    /// <summary>Whether a value changes nothing.</summary>
    public bool Allows(string value) => value.Length == 0 || Harmless.Any(one => Same(one, value));

    private static bool Same(string a, string b) =>
        string.Equals(a, b, StringComparison.OrdinalIgnoreCase) || (Number(a) is { } number && Number(b) == number);

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
