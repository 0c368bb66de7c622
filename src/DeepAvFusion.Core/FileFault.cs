namespace DeepAvFusion.Core;

/// <summary>What the system refuses of a file, and in which words.</summary>
public static class FileFault
{
    /// <summary>True when there is no room, no right, no folder, or a limit of file size (`ulimit -f`) is reached, which .NET calls an argument out of range.</summary>
    public static bool Is(Exception cause) => cause is IOException or UnauthorizedAccessException || IsOfSize(cause);

    /// <summary>One line without a full stop, and without the path that .NET puts behind it: whoever tells it names the file.</summary>
    public static string Text(Exception cause) => IsOfSize(cause) ? "a limit of file size is reached" : cause.Message.Split(" : '")[0].TrimEnd('.');

    private static bool IsOfSize(Exception cause) => cause is ArgumentOutOfRangeException && cause.Message.StartsWith("Specified file length", StringComparison.Ordinal);
}
