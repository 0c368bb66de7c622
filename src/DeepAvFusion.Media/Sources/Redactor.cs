using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>Takes passwords and tokens out of any text: user:password@ in URLs and secret query values, wherever they stand.</summary>
public static partial class Redactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>`text` without the secrets that can be told by their form alone. Rather hides too much than too little.</summary>
    public static string Redact(string text)
    {
        if (!text.Contains('@') && !text.Contains('='))
            return text;
        text = UrlWithAt().Replace(text, match => $"{match.Groups[1].Value}{WithoutUser(match.Groups[1].Value, match.Groups[2].Value)}");
        return SecretPair().Replace(text, $"$1{Mask}");
    }

    /// <summary>True for the name of a query value that must not be shown.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    /// <summary>The host that stays is the one that would be opened: what stands before an '@' behind it is hidden, too.</summary>
    private static string WithoutUser(string scheme, string rest)
    {
        var afterAt = rest[(rest.LastIndexOf('@') + 1)..];
        if (UrlAuthority.TrySplit(scheme, rest) is not { } authority)
            return $"{Mask}@{afterAt}";
        var user = authority.UserInfo is null ? "" : $"{Mask}@";
        var at = authority.Tail.LastIndexOf('@');
        var hides = at > 1;                                                // not for the '@' of /@name
        return $"{user}{authority.HostPort}{(hides ? authority.Tail[..1] + Mask + authority.Tail[at..] : authority.Tail)}";
    }

    // Up to white space or a quote: a password may hold '@', '/', '?' and '#'.
    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.\-]*:/{1,3})([^\s'""<>]+@[^\s'""<>]*)")]
    private static partial Regex UrlWithAt();

    [GeneratedRegex(@"((?<![A-Za-z0-9])[A-Za-z0-9_.\-]*(?:pass|pwd|token|secret|key|sig|auth|cred|jwt|session|hdn)[A-Za-z0-9_.\-]*=)[^&\s'""<>|;,]*", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPair();

    [GeneratedRegex("pass|pwd|token|secret|key|sig|auth|cred|jwt|session|hdn", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
