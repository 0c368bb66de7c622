using DeepAvFusion.Core;
using DeepAvFusion.Media.Ffmpeg;

namespace DeepAvFusion.Media.Writers;

/// <summary>An output file that cannot be written, in one line with cause and remedy.</summary>
public sealed class WriteException : UserErrorException
{
    // FFMpegCore's word for a process that SIGXFSZ has ended: it went over a limit of file size
    private const string EndedBySize = "exit-code (153 ";

    public WriteException(string message) : base(message)
    {
    }

    public WriteException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>The same for whatever the system said about `path`.</summary>
    public static WriteException For(string path, Exception cause) => cause switch
    {
        WriteException known => known,
        UnauthorizedAccessException => new($"'{path}' cannot be written: the folder or file is read-only for this user; choose another folder.", cause),
        DirectoryNotFoundException or FileNotFoundException => new($"'{path}' cannot be written: its folder is not there; create it.", cause),
        _ when IsFull(FileFault.Text(cause)) => Full(path, cause),
        _ => new($"'{path}' cannot be written: {FileFault.Text(cause)}; check that its folder is writable, or choose another.", cause),
    };

    /// <summary>The same for the last lines of FFmpeg.</summary>
    public static WriteException For(string path, IReadOnlyCollection<string> log, Exception cause)
    {
        if (cause is FfmpegMissingException || FfmpegMissingException.IsCause(cause))
            return new($"'{path}' cannot be written: {new FfmpegMissingException("ffmpeg", cause).Message}", cause);
        if (log.Any(IsFull) || cause.Message.Contains(EndedBySize, StringComparison.Ordinal))
            return Full(path, cause);
        if (log.Any(line => line.Contains("Permission denied", StringComparison.Ordinal) || line.Contains("Read-only file system", StringComparison.Ordinal)))
            return new($"'{path}' cannot be written: the folder or file is read-only for this user; choose another folder.", cause);
        if (log.Any(line => line.Contains("No such file or directory", StringComparison.Ordinal)))
            return new($"'{path}' cannot be written: its folder is not there; create it.", cause);
        return new($"'{path}' cannot be written: FFmpeg says '{log.LastOrDefault(line => line.Length > 0) ?? cause.Message}'.", cause);
    }

    private static bool IsFull(string text) => text.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
        || text.Contains("not enough space", StringComparison.OrdinalIgnoreCase) || text.Contains("disk is full", StringComparison.OrdinalIgnoreCase)
        || text.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase) || text.Contains("File too large", StringComparison.OrdinalIgnoreCase)
        || text.Contains("limit of file size", StringComparison.Ordinal);

    private static WriteException Full(string path, Exception cause) =>
        new($"'{path}' cannot be written further: the disk is full, or a limit of file size or quota is reached; make room or choose another folder.", cause);
}
