using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Writers;

/// <summary>An output file that cannot be written, in one line with cause and remedy.</summary>
public sealed class WriteException : UserErrorException
{
    public WriteException(string message) : base(message)
    {
    }

    public WriteException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>The same for whatever the system said about `path`.</summary>
    internal static WriteException For(string path, Exception cause) => cause switch
    {
        WriteException known => known,
        UnauthorizedAccessException => new($"'{path}' cannot be written: the folder or file is read-only for this user; choose another folder.", cause),
        DirectoryNotFoundException or FileNotFoundException => new($"'{path}' cannot be written: its folder is not there; create it.", cause),
        IOException when IsFull(cause.Message) => Full(path, cause),
        _ => new($"'{path}' cannot be written: {cause.Message}", cause),
    };

    /// <summary>The same for the last lines of FFmpeg.</summary>
    internal static WriteException For(string path, IReadOnlyCollection<string> log, Exception cause)
    {
        if (log.Any(IsFull))
            return Full(path, cause);
        if (log.Any(line => line.Contains("Permission denied", StringComparison.Ordinal) || line.Contains("Read-only file system", StringComparison.Ordinal)))
            return new($"'{path}' cannot be written: the folder or file is read-only for this user; choose another folder.", cause);
        if (log.Any(line => line.Contains("No such file or directory", StringComparison.Ordinal)))
            return new($"'{path}' cannot be written: its folder is not there; create it.", cause);
        return new($"'{path}' cannot be written: FFmpeg says '{log.LastOrDefault(line => line.Length > 0) ?? cause.Message}'.", cause);
    }

    private static bool IsFull(string text) => text.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
        || text.Contains("not enough space", StringComparison.OrdinalIgnoreCase) || text.Contains("disk is full", StringComparison.OrdinalIgnoreCase);

    private static WriteException Full(string path, Exception cause) =>
        new($"'{path}' cannot be written further: the disk is full; make room or choose another folder.", cause);
}
