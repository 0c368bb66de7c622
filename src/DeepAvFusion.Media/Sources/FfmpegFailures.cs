using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>Turns the last lines of FFmpeg's log into one line with cause and remedy.</summary>
internal static class FfmpegFailures
{
    private static readonly (string[] Signs, SourceFailure Failure, string Cause)[] Known =
    [
        (["401 Unauthorized", "Server returned 401", "authorization failed", "NetConnection.Connect.Rejected", "ERROR:BADSECRET", "ERROR:UNSECURE", "wrong password"],
            SourceFailure.Unauthorized, "user name or password is missing or wrong; give them as scheme://user:password@host/…"),
        (["403 Forbidden", "Server returned 403"],
            SourceFailure.Unauthorized, "the server forbids it; check the user's rights and the address"),
        (["404 Not Found", "Server returned 404", "NetStream.Play.StreamNotFound", "454 Session Not Found"],
            SourceFailure.NotFound, "the server has no such path or stream; check the part after the host"),
        (["No such file or directory", "No such device", "cannot open audio device", "Cannot open video device"],
            SourceFailure.NotFound, "it does not exist; check the name"),
        (["Device or resource busy"],
            SourceFailure.Unreachable, "another program is using the device"),
        (["Permission denied"],
            SourceFailure.Unauthorized, "this user may not read it; check its permissions"),
        (["not on whitelist", "Protocol not on whitelist"],
            SourceFailure.DeniedHost, "it refers to another place by a protocol that is not allowed for this kind of source"),
        (["Failed to resolve hostname", "Name or service not known", "Temporary failure in name resolution"],
            SourceFailure.Unreachable, "the host name is not known; check its spelling"),
        (["Connection refused", "Connection timed out", "No route to host", "Network is unreachable", "Host is unreachable", "Connection reset", "Connection setup failure", "Connection does not exist", "timed out"],
            SourceFailure.Unreachable, "the host does not answer there; check address, port and that the server runs"),
        (["Server returned 5", "500 Internal", "502 Bad", "503 Service", "Server returned 4", "400 Bad Request", "Input/output error", "Broken pipe"],
            SourceFailure.Unreachable, "the server answered with an error or hung up"),
        (["Address already in use", "bind failed"],
            SourceFailure.Unreachable, "the port to listen on is taken; choose another"),
        (["moov atom not found", "partial file", "truncat", "EBML header parsing failed", "File ended prematurely"],
            SourceFailure.Corrupt, "it is cut off, damaged, or no media at all; copy or record it again"),
        (["does not contain any stream", "matches no streams", "Output file is empty"],
            SourceFailure.NoStreams, "there is no {sides} inside that could be decoded"),
        (["Invalid data found when processing input", "Unknown input format", "could not find codec parameters", "Could not find codec parameters", "Error opening input"],
            SourceFailure.NotMedia, "no media was found in it; give a video or audio file or stream"),
        (["Unable to find a suitable", "Decoder (codec", "decoder not found", "Protocol not found"],
            SourceFailure.Other, "this FFmpeg cannot decode it; install an FFmpeg with that decoder"),
    ];

    /// <summary>Why FFmpeg ended before any media came.</summary>
    /// <param name="wanted">What was asked of the source.</param>
    public static SourceException Opening(SourceUri source, FfmpegLog log, int? exitCode, SourceSides wanted)
    {
        var sides = wanted switch { SourceSides.Picture => "picture", SourceSides.Sound => "sound", _ => "picture and no sound" };
        foreach (var (signs, failure, cause) in Known)
            if (log.Tail.Any(line => signs.Any(sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase))))
                return new SourceException(failure, $"{source} cannot be read: {cause.Replace("{sides}", sides, StringComparison.Ordinal)}.");
        if (exitCode == 0)
            return new SourceException(SourceFailure.NoStreams, $"{source} cannot be read: it holds no {sides}.");
        return new SourceException(SourceFailure.Other, $"{source} cannot be read: {Last(log, exitCode)}");
    }

    /// <summary>Why FFmpeg ended in the middle.</summary>
    public static SourceException Running(SourceUri source, FfmpegLog log, int? exitCode) => exitCode switch
    {
        > 128 => new SourceException(SourceFailure.Interrupted, $"{source} broke off: FFmpeg was ended by signal {exitCode - 128}."),
        _ => new SourceException(SourceFailure.Interrupted, $"{source} broke off: {Last(log, exitCode)}"),
    };

    /// <summary>What is missing of media that ended without an error; null when nothing is known to be.</summary>
    /// <param name="end">Where the media has come to.</param>
    public static string? Shortfall(FfmpegLog log, MediaTime end)
    {
        if (log.BrokenOff is not { } what)
            return null;
        var place = log.Duration is { } whole && whole > end.FromStart
            ? FormattableString.Invariant($", at {end.Seconds:0.0} of {whole.TotalSeconds:0.0} s")
            : FormattableString.Invariant($", at {end.Seconds:0.0} s");
        return $"it broke off{place}: {what}";
    }

    /// <summary>Why nothing comes out although data comes in.</summary>
    public static SourceException Undecodable(SourceUri source, FfmpegLog log, TimeSpan time) => new(SourceFailure.Undecodable,
        $"{source} sends data, but for {Seconds(time)} nothing in it could be decoded; check what the camera or server sends. {Last(log, null)}");

    /// <summary>Why nothing came when it was opened.</summary>
    public static SourceException Silent(SourceUri source, FfmpegLog log, TimeSpan time) => new(SourceFailure.ConnectTimeout, log.IsMapped
        ? $"{source} is connected, but no picture and no sound came within {Seconds(time)}; check the camera or server."
        : $"{source} did not answer with media within {Seconds(time)}; check address, port and that it is switched on.");

    /// <summary>Why it is given up although it is connected.</summary>
    public static SourceStalledException Stalled(SourceUri source, TimeSpan time) => new($"{source} is connected but has sent nothing for {Seconds(time)}; check the camera or server.");

    /// <summary>Its times went beyond what can be followed.</summary>
    public static SourceException ClockBroken(SourceUri source) => new(SourceFailure.FormatChanged,
        $"{source} changed its picture or sound and its clock at once, so that its times cannot be followed any further; open it again, or convert the file in parts.");

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.##} s");

    private static string Last(FfmpegLog log, int? exitCode)
    {
        var line = log.Tail.LastOrDefault(line => line.Contains("[error]", StringComparison.Ordinal) || line.Contains("[fatal]", StringComparison.Ordinal));
        if (line is null)
            return $"FFmpeg ended with code {exitCode} and gave no reason.";
        var at = line.LastIndexOf("] ", StringComparison.Ordinal);
        return $"FFmpeg says '{line[(at + 2)..].Trim()}'.";
    }
}
