namespace FFMpegCore.Exceptions;

/// <summary>An analysis without a container format.</summary>
public class FormatNullException : FFProbeException
{
    public FormatNullException()
        : base("Format not specified")
    {
    }
}
