namespace FFMpegCore.Exceptions;

/// <summary>What went wrong.</summary>
public enum FFMpegExceptionType
{
    Conversion,
    File,
    Operation,
    Process,
}
