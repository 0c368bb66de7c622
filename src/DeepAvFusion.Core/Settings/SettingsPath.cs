namespace DeepAvFusion.Core.Settings;

/// <summary>Names as parts of a settings path.</summary>
internal static class SettingsPath
{
    /// <summary>The name itself, in quotes when it holds anything but lower-case letters, '-' and '_'.</summary>
    public static string Quoted(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || c is '-' or '_') ? name : $"\"{name}\"";
}
