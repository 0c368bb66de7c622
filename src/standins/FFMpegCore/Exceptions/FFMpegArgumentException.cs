namespace FFMpegCore.Exceptions;

/// <summary>Options that make no command.</summary>
public class FFMpegArgumentException : Exception
{
    public FFMpegArgumentException(string? message = null, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
