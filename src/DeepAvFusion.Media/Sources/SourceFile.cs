namespace DeepAvFusion.Media.Sources;

/// <summary>Finds what is wrong with a file before FFmpeg is started for it.</summary>
internal static class SourceFile
{
    /// <exception cref="SourceException">Missing, a folder, empty or unreadable.</exception>
    public static void Check(SourceUri source)
    {
        if (source.Kind != SourceKind.File)
            return;
        if (Directory.Exists(source.Address))
            throw new SourceException(SourceFailure.NotMedia, $"'{source}' is a folder; give a file inside it.");
        if (!File.Exists(source.Address))
            throw new SourceException(SourceFailure.NotFound, $"'{source}' is not there; check the path (taken from {Environment.CurrentDirectory}).");
        try
        {
            using var file = new FileStream(source.Address, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.CanSeek && file.Length == 0)
                throw new SourceException(SourceFailure.NotMedia, $"'{source}' is empty (0 bytes); copy or record it again.");
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
