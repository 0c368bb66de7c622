namespace DeepAvFusion.Store.Databases;

/// <summary>Files that only their owner may read: they hold addresses of cameras with their passwords, and what happened before them.</summary>
internal static class PrivateFile
{
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
