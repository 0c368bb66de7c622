using System.Collections;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Core.Settings;

/// <summary>Environment variables that hold secrets: this process keeps them to itself, so that no program it starts gets them.</summary>
public static partial class SecretVariables
{
    // what programs need to run, even where settings use it, too
    private static readonly string[] OfPrograms = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "LANG", "TZ", "TERM", "PWD", "HOSTNAME", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH"];

    private static readonly ConcurrentDictionary<string, string> Kept = new(StringComparer.Ordinal);

    /// <summary>Takes every variable out of the environment that looks like a secret by its name or its value.</summary>
    public static void Hide()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            if (IsSecret((string)variable.Key, (string?)variable.Value))
                _ = Read((string)variable.Key);
    }

    /// <summary>A variable that a setting names, and whose value may be a secret whatever it is called.</summary>
    public static string? Read(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is not { } value)
            return Kept.GetValueOrDefault(name);
        if (OfPrograms.Contains(name))
            return value;
        Kept[name] = value;
        Environment.SetEnvironmentVariable(name, null);
        return value;
    }

    /// <summary>Whether a variable is none for other programs.</summary>
    public static bool IsSecret(string name, string? value) => !OfPrograms.Contains(name) && (NameForm().IsMatch(name) || (value is not null && LoginForm().IsMatch(value)));

    [GeneratedRegex("pass|pwd|token|secret|key|auth|cred|jwt", RegexOptions.IgnoreCase)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"://[^/\s]+@")]
    private static partial Regex LoginForm();
}
