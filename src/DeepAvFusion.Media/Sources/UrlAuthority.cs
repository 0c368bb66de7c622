using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>User, host and port of a URL, taken apart so that a password with '@', '/', '#', '?' or '%' in it is still a password.</summary>
/// <param name="UserInfo">As given; null when there is none.</param>
/// <param name="Host">Without brackets.</param>
/// <param name="HostPort">As given.</param>
/// <param name="Tail">Path, query and fragment.</param>
internal sealed partial record UrlAuthority(string? UserInfo, string Host, int? Port, string HostPort, string Tail)
{
    /// <summary>User, host and port for FFmpeg: what is reserved in the user part is percent-encoded.</summary>
    public string Encoded => UserInfo is null ? HostPort : $"{Encode(UserInfo)}@{HostPort}";

    /// <returns>Null where <see cref="Split"/> refuses.</returns>
    public static UrlAuthority? TrySplit(string scheme, string rest)
    {
        try
        {
            return Split(scheme, rest);
        }
        catch (SourceException)
        {
            return null;
        }
    }

    /// <exception cref="SourceException">No host can be told, or there are two ways to read it.</exception>
    public static UrlAuthority Split(string scheme, string rest)
    {
        var end = rest.IndexOfAny(['/', '?', '#']);
        var head = end < 0 ? rest : rest[..end];
        var plain = Of(head, end < 0 ? "" : rest[end..]);
        var lastAt = rest.LastIndexOf('@');
        if (plain is not null && (lastAt < head.Length || plain.UserInfo is null))
            return plain;
        var wide = lastAt < head.Length ? null : AfterAt(rest, lastAt);
        var fulls = OtherFullHosts(rest, head.Length);
        if (plain is null && fulls < 2)
            return wide ?? throw new SourceException(SourceFailure.Malformed,
                $"The {scheme} source has no valid host and port; write {scheme}://user:password@host:port/path, with '@', '/', '#', '?' and '%' in the password as %40 %2F %23 %3F %25.");
        // Several '@', some of them behind a '/' or '?': which one ends the password? A wrong guess would show a part of it as a host.
        return (plain is not null && LooksFull(plain.Host), fulls) switch
        {
            (true, 0) => plain!,
            (false, 1) when wide is not null && LooksFull(wide.Host) => wide,
            _ => throw new SourceException(SourceFailure.Malformed,
                $"The {scheme} source can be read in two ways; write '@', '/' and '?' inside the password as %40, %2F and %3F, and '@' elsewhere as %40."),
        };
    }

    /// <summary>Every form in which the secrets of the URL may turn up in a message.</summary>
    public IEnumerable<string> Secrets()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (UserInfo is not null)
        {
            var colon = UserInfo.IndexOf(':');
            AddForms(found, UserInfo + "@", least: 1);
            if (colon >= 0)
                AddForms(found, UserInfo[(colon + 1)..], least: 3);
        }
        foreach (Match pair in QueryPair().Matches(Tail))
            if (Redactor.IsSecretName(pair.Groups[1].Value))
                AddForms(found, pair.Groups[2].Value, least: 3);
        return found;
    }

    private static void AddForms(HashSet<string> found, string secret, int least)
    {
        foreach (var form in (string[])[secret, Uri.UnescapeDataString(secret), Encode(secret), Uri.EscapeDataString(secret)])
            if (form.Length >= least)
                found.Add(form);
    }

    private static UrlAuthority? AfterAt(string rest, int at)
    {
        var end = rest.IndexOfAny(['/', '?', '#'], at);
        var host = Of(end < 0 ? rest[(at + 1)..] : rest[(at + 1)..end], end < 0 ? "" : rest[end..]);
        return host is null ? null : host with { UserInfo = rest[..at] };
    }

    /// <summary>How many '@' from a place on have a whole host's name behind them, as far as it goes without a space.</summary>
    private static int OtherFullHosts(string rest, int from) =>
        HostBehindAt().Matches(rest, from).Count(match => LooksFull(match.Groups[1].Value) && Of(match.Groups[1].Value, "") is not null);

    private static UrlAuthority? Of(string authority, string tail)
    {
        var at = authority.LastIndexOf('@');
        var hostPort = authority[(at + 1)..];
        var form = HostPortForm().Match(hostPort);
        if (!form.Success)
            return null;
        int? port = null;
        if (form.Groups["port"].Success)
        {
            if (!int.TryParse(form.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 65535)
                return null;
            port = number;
        }
        // `udp://@:5000` and `udp://@239.0.0.1:5000` have an empty user part that means nothing.
        return new UrlAuthority(at > 0 ? authority[..at] : null, form.Groups["v6"].Success ? form.Groups["v6"].Value : form.Groups["name"].Value, port, hostPort, tail);
    }

    private static bool LooksFull(string host) => host.Contains('.') || host.Contains(':') || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string Encode(string userInfo)
    {
        var text = new StringBuilder(userInfo.Length + 8);
        for (var i = 0; i < userInfo.Length; i++)
        {
            var c = userInfo[i];
            var escaped = c == '%' && i + 2 < userInfo.Length && char.IsAsciiHexDigit(userInfo[i + 1]) && char.IsAsciiHexDigit(userInfo[i + 2]);
            if (escaped || c == ':' || (c != '%' && (char.IsAsciiLetterOrDigit(c) || "-._~!$&()*+,;=".Contains(c))))
                text.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < userInfo.Length)
                text.Append(Uri.EscapeDataString(userInfo.AsSpan(i++, 2)));
            else
                text.Append(Uri.EscapeDataString(c.ToString()));
        }
        return text.ToString();
    }

    [GeneratedRegex(@"^(?:\[(?<v6>[0-9A-Fa-f:.%]+)\]|(?<name>[A-Za-z0-9._\-]*))(?::(?<port>\d{1,5}))?$")]
    private static partial Regex HostPortForm();

    [GeneratedRegex(@"@(?=([^@/?#\s'""<>]+))")]
    private static partial Regex HostBehindAt();

    [GeneratedRegex("[?&#]([^=&#]+)=([^&#]*)")]
    private static partial Regex QueryPair();
}
