namespace DeepAvFusion.Media.Sources;

/// <summary>Finds what is wrong with a file before FFmpeg is started for it.</summary>
internal static class SourceFile
{
    /// <summary>Looks at the file on a thread of its own, because disks of a network may hang. What it is, is judged without opening it: opening a named pipe waits for its writer.</summary>
    /// <exception cref="SourceException">Missing, a folder, a pipe, a device, empty or unreadable.</exception>
    public static Task CheckAsync(SourceUri source, CancellationToken cancellation) =>
        source.Kind == SourceKind.File ? Task.Run(() => Check(source), cancellation).WaitAsync(cancellation) : Task.CompletedTask;

    private static void Check(SourceUri source)
    {
        try
        {
            if (Directory.Exists(source.Address))
                throw new SourceException(SourceFailure.NotMedia, $"'{source}' is a folder; give a file inside it.");
            var file = new FileInfo(source.Address);
            if (file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;
            if (!file.Exists)
                throw new SourceException(SourceFailure.NotFound, $"'{source}' is not there; check the path (taken from {Environment.CurrentDirectory}).");
            // Pipes, sockets and devices have no length either.
            if (file.Length == 0)
                throw new SourceException(SourceFailure.NotMedia, $"'{source}' is empty (0 bytes) or no regular file, such as a pipe or a device; give a recording, or a stream by its URL.");
            using var handle = File.OpenHandle(file.FullName, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SourceException(SourceFailure.Unauthorized, $"'{source}' may not be read by this user; change its permissions.", e);
        }
        catch (IOException e)
        {
            throw new SourceException(SourceFailure.Other, $"'{source}' cannot be read: {e.Message}", e);
        }
    }
}
