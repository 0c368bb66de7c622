using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources;

/// <summary>Where media comes from, as a user gives it: a path, a URL, or `device:video=/dev/video0,audio=alsa:default`. Its text form never holds a secret.</summary>
public sealed partial class SourceUri
{
    private readonly IReadOnlyList<string> _secrets;
    private readonly string _display;

    private SourceUri(SourceKind kind, string scheme, string host, string address, string display, IReadOnlyList<string> secrets)
    {
        Kind = kind;
        Scheme = scheme;
        Host = host;
        Address = address;
        _display = display;
        _secrets = secrets;
    }

    /// <summary>Every scheme that can be read.</summary>
    public static IReadOnlyList<string> KnownSchemes { get; } = ["file", "http", "https", "rtsp", "rtsps", "rtmp", "rtmps", "udp", "srt", "device"];

    public SourceKind Kind { get; }

    /// <summary>Lower case; `file` for a path.</summary>
    public string Scheme { get; }

    /// <summary>Host name or address; empty for files, devices and listeners on every address.</summary>
    public string Host { get; }

    /// <summary>A camera, microphone or network stream that runs on its own clock and cannot be made to wait. For http it turns out when it is opened.</summary>
    public bool IsLive => Kind is not (SourceKind.File or SourceKind.Http);

    /// <summary>It comes over the network: nothing of this machine, neither file nor device, is opened for it.</summary>
    public bool IsRemote => Kind is not (SourceKind.File or SourceKind.Device);

    /// <summary>What it may hold, as far as that can be told without opening it.</summary>
    public SourceSides Sides => Devices is { } devices
        ? (devices.Video is null ? 0 : SourceSides.Picture) | (devices.Audio is null ? 0 : SourceSides.Sound)
        : SourceSides.Both;

    /// <summary>A short name for people and stream ids: the file's name or the host.</summary>
    public string Name => Kind switch
    {
        SourceKind.File => Path.GetFileNameWithoutExtension(Address),
        SourceKind.Device => "device",
        _ => Host.Length > 0 ? Host : Scheme,
    };

    /// <summary>What FFmpeg gets; holds the secrets. A full path for a file.</summary>
    internal string Address { get; }

    /// <summary>Whether there is anything in the address that must not be shown.</summary>
    internal bool HasSecrets => Redact(Address) != Address;

    /// <summary>The devices of a device source.</summary>
    internal DeviceInputs? Devices { get; private init; }

    /// <summary>Reads what a user gave. No file or host is touched.</summary>
    /// <exception cref="SourceException">Empty, of an unknown scheme, without a host where one is needed, or not to be told apart from its password.</exception>
    public static SourceUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (text.Length == 0)
            throw new SourceException(SourceFailure.Malformed, "The source is empty; give a file, a URL or device:video=…,audio=….");
        if (text.Length > 4096 || text.Any(char.IsControl))
            throw new SourceException(SourceFailure.Malformed, "The source is longer than 4096 characters or holds control characters.");
        var scheme = SchemeForm().Match(text);
        if (!scheme.Success)
            return OfPath(text);
        var name = scheme.Groups[1].Value.ToLowerInvariant();
        var rest = text[scheme.Length..];
        return name switch
        {
            "file" => OfPath(PathOfFileUrl(text, rest)),
            "device" => OfDevice(rest),
            _ when KnownSchemes.Contains(name) => OfUrl(name, rest),
            _ => throw new SourceException(SourceFailure.UnsupportedScheme,
                $"'{name}:' is no kind of source; use {string.Join(", ", KnownSchemes)}, and ./ before a file whose name holds a colon."),
        };
    }

    /// <summary>The same, refusing what the policy does not allow by scheme or host.</summary>
    /// <exception cref="SourceException">As above, or not allowed.</exception>
    public static SourceUri Parse(string text, SourcePolicy policy)
    {
        var source = Parse(text);
        policy.Check(source);
        return source;
    }

    /// <summary>The source without its secrets.</summary>
    public override string ToString() => _display;

    /// <summary>`text` without this source's secrets and without anything else that looks like one.</summary>
    public string Redact(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, secret.EndsWith('@') ? Redactor.Mask + '@' : Redactor.Mask, StringComparison.Ordinal);
        return Redactor.Redact(text);
    }

    private static SourceUri OfPath(string path)
    {
        if (path.Length == 0)
            throw new SourceException(SourceFailure.Malformed, "The source names no file.");
        if (path.Any(char.IsControl))                                     // by %00 and the like
            throw new SourceException(SourceFailure.Malformed, "The source's file name holds control characters.");
        return new SourceUri(SourceKind.File, "file", "", Path.GetFullPath(path), path, []);
    }

    private static SourceUri OfDevice(string text)
    {
        var devices = DeviceInputs.Parse(text);
        return new SourceUri(SourceKind.Device, "device", "", "", $"device:{devices}", []) { Devices = devices };
    }

    private static SourceUri OfUrl(string scheme, string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            throw new SourceException(SourceFailure.Malformed, $"A {scheme} source needs two slashes: {scheme}://host/path.");
        var authority = UrlAuthority.Split(scheme, rest[2..]);
        var listens = scheme is "udp" or "srt";
        if (authority.Host.Length == 0 && !listens)
            throw new SourceException(SourceFailure.Malformed, $"The {scheme} source names no host: {scheme}://host/path.");
        if (listens && authority.Port is null)
            throw new SourceException(SourceFailure.Malformed, $"A {scheme} source needs a port: {scheme}://host:port.");
        var address = $"{scheme}://{authority.Encoded}{authority.Tail}";
        var display = Redactor.Redact($"{scheme}://{(authority.UserInfo is null ? "" : Redactor.Mask + "@")}{authority.HostPort}{authority.Tail}");
        return new SourceUri(KindOf(scheme), scheme, authority.Host, address, display, [.. authority.Secrets().OrderByDescending(s => s.Length)]);
    }

    private static SourceKind KindOf(string scheme) => scheme switch
    {
        "http" or "https" => SourceKind.Http,
        "rtsp" or "rtsps" => SourceKind.Rtsp,
        "rtmp" or "rtmps" => SourceKind.Rtmp,
        "udp" => SourceKind.Udp,
        _ => SourceKind.Srt,
    };

    private static string PathOfFileUrl(string text, string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return Uri.UnescapeDataString(rest);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host is not ("" or "localhost"))
            throw new SourceException(SourceFailure.Malformed, $"'{Redactor.Redact(text)}' is no file on this machine; write file:///folder/name.");
        return Uri.UnescapeDataString(uri.AbsolutePath);
    }

    // Two letters at least, so that a drive letter is a path.
    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.\-]+):")]
    private static partial Regex SchemeForm();
}
