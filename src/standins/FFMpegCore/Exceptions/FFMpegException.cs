namespace FFMpegCore.Exceptions;

/// <summary>A command that could not start or ended badly; <see cref="FFMpegErrorOutput"/> holds the end of its stderr.</summary>
public class FFMpegException : Exception
{
    public FFMpegException(FFMpegExceptionType type, string message, Exception? innerException = null, string ffMpegErrorOutput = "")
        : base(message, innerException)
    {
        Type = type;
        FFMpegErrorOutput = ffMpegErrorOutput;
    }

    public FFMpegException(FFMpegExceptionType type, string message, string ffMpegErrorOutput = "")
        : this(type, message, null, ffMpegErrorOutput)
    {
    }

    public FFMpegException(FFMpegExceptionType type, string message)
        : this(type, message, null, string.Empty)
    {
    }

    public FFMpegExceptionType Type { get; }

    public string FFMpegErrorOutput { get; }
}
