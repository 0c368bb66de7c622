namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>How FFmpeg itself takes an input apart, as a second opinion on <see cref="Media.Sources.SourceUri"/>.</summary>
/// <remarks>Source: FFmpeg libavformat/avio.c, url_find_protocol; libavformat/utils.c, av_url_split.</remarks>
internal static class FfmpegReading
{
    private const string SchemeChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";

    /// <returns>`file` for everything that has no protocol.</returns>
    public static string ProtocolOf(string input)
    {
        var length = input.TakeWhile(c => SchemeChars.Contains(c)).Count();
        var isSubfile = input.StartsWith("subfile,", StringComparison.Ordinal) && input.IndexOf(':', length) >= 0;
        return length > 1 && length < input.Length && input[length] == ':' ? input[..length].Split('+')[0] : isSubfile ? "subfile" : "file";
    }

    /// <summary>Host of `protocol://user@host:port/tail`, without brackets.</summary>
    public static string HostOf(string input)
    {
        var rest = input[(input.IndexOf(':') + 1)..].TrimStart('/');
        var authority = rest[..(rest.IndexOfAny(['/', '?', '#']) is >= 0 and var end ? end : rest.Length)];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        return host.StartsWith('[') ? host[1..host.IndexOf(']')] : host.Split(':')[0];
    }
}
