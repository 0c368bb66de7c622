using System.CommandLine.Parsing;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Cli.Commands;

/// <summary>Durations on the command line, written as in the settings: 500ms, 30s, 5 minutes.</summary>
internal static class Durations
{
    public static TimeSpan? Parse(ArgumentResult result) => Parse(result, "500ms, 30s or 5m", SettingsLoader.Duration);

    /// <summary>One that may be negative.</summary>
    public static TimeSpan? ParseSigned(ArgumentResult result) => Parse(result, "300ms or -300ms", SettingsLoader.SignedDuration);

    private static TimeSpan? Parse(ArgumentResult result, string examples, Func<string, TimeSpan> read)
    {
        var text = string.Join(' ', result.Tokens.Select(token => token.Value));
        try
        {
            return read(text);
        }
        catch (SettingsException)
        {
            result.AddError($"'{text}' is not a duration: write it as {examples}.");
            return null;
        }
    }
}
