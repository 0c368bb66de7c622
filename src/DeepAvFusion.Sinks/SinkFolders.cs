using DeepAvFusion.Core;

namespace DeepAvFusion.Sinks;

/// <summary>Where sinks put files: one folder for all (`analyze`, a single stream) or one below it per stream (`run`).</summary>
public sealed record SinkFolders(string Root, bool PerStream)
{
    /// <summary>Full path of a stream's file; its folder then exists.</summary>
    /// <exception cref="UserErrorException">The folder cannot be made.</exception>
    public string File(StreamId stream, string relative)
    {
        var path = Path.GetFullPath(PerStream ? Path.Combine(Root, stream.Value, relative) : Path.Combine(Root, relative));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    internal static UserErrorException CannotWrite(string path, Exception cause) =>
        new($"Cannot write '{path}': {cause.Message.TrimEnd('.')}. Check that the folder is writable and the disk has room.", cause);
}
