using System.CommandLine.Parsing;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Cli.Commands;

/// <summary>Durations on the command line, written as in the settings: 500ms, 30s, 5 minutes.</summary>
internal static class Durations
{
    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = string.Join(' ', result.Tokens.Select(token => token.Value));
        try
        {
            return SettingsLoader.Duration(text);
        }
        catch (SettingsException)
        {
            result.AddError($"'{text}' is not a duration: write it as 500ms, 30s or 5m.");
            return null;
        }
    }
}
