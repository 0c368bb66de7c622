using System.Text;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>Addresses as FFmpeg is given them, which speaks plain HTTP to the gate and nothing else: `https://host/x` becomes `http://host.https/x`.</summary>
internal static partial class LocalForm
{
    private const string Mark = ".https";
    private const string MarkV6 = ".ip6.https";

    /// <summary>White space, and the mark of UTF-8.</summary>
    private static ReadOnlySpan<byte> Blank => [(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0xEF, 0xBB, 0xBF];

    public static string Of(string address) => SecureForm().Replace(address, match => $"http://{match.Groups["user"].Value}{Marked(match.Groups["host"].Value)}");

    /// <summary>What is meant by an address that FFmpeg asks for.</summary>
    /// <exception cref="UriFormatException">It is none.</exception>
    public static Uri Real(string address)
    {
        var meant = MarkedForm().Replace(address.Split('#')[0], match => $"https://{Unmarked(match.Groups["host"].Value)}");
        // as the server wrote it: signatures are made over the text
        return new Uri(PathlessForm().Replace(Escaped(meant), "$&/"), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    /// <summary>Whether data begins as a playlist that names other addresses does.</summary>
    public static bool IsPlaylist(ReadOnlySpan<byte> start) => start.StartsWith("#EXTM3U"u8) || start.TrimStart(Blank).StartsWith("<"u8);

    /// <summary>A playlist whose addresses FFmpeg can ask for.</summary>
    public static byte[] Playlist(byte[] text, Uri place)
    {
        var written = Encoding.Latin1.GetString(text);
        if (place.Scheme == Uri.UriSchemeHttps)
            written = SchemelessForm().Replace(written, "https://");
        return Encoding.Latin1.GetBytes(Of(written));
    }

    private static string Marked(string host) => host[0] == '[' ? host.Trim('[', ']').Replace(':', '-') + MarkV6 : host + Mark;

    private static string Unmarked(string host) =>
        host.EndsWith(MarkV6, StringComparison.OrdinalIgnoreCase) ? $"[{host[..^MarkV6.Length].Replace('-', ':')}]" : host[..^Mark.Length];

    private static string Escaped(string address) =>
        address.All(c => c is > ' ' and < '\x7F') ? address : string.Concat(address.Select(c => c is > ' ' and < '\x7F' ? c.ToString() : $"%{(int)c:X2}"));

    // not inside of another address, such as a value of its query
    [GeneratedRegex(@"(?<=^|[\s""'>,])https://(?<user>[^\s/@""'<>?#]*@)?(?<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._\-]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex SecureForm();

    [GeneratedRegex(@"^http://(?<host>[^/:@?#]+\.https)(?=[:/?#]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex MarkedForm();

    [GeneratedRegex(@"^https?://[^/?]*(?=\?|$)", RegexOptions.IgnoreCase)]
    private static partial Regex PathlessForm();

    [GeneratedRegex(@"(?<=^|[""'>])//(?=[\w\[])", RegexOptions.Multiline)]
    private static partial Regex SchemelessForm();
}
