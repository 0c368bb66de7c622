namespace FFMpegCore.Exceptions;

/// <summary>An analysis that gave no usable answer.</summary>
public class FFProbeException : Exception
{
    public FFProbeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
