namespace FFMpegCore.Exceptions;

/// <summary>A frame that does not have the format its stream began with.</summary>
public class FFMpegStreamFormatException : FFMpegException
{
    public FFMpegStreamFormatException(FFMpegExceptionType type, string message, Exception? innerException = null)
        : base(type, message, innerException)
    {
    }
}
