using System.ComponentModel;
using DeepAvFusion.Core;
using FFMpegCore.Exceptions;
using Instances.Exceptions;

namespace DeepAvFusion.Media.Ffmpeg;

/// <summary>A program of FFmpeg could not be started: it is not installed.</summary>
public sealed class FfmpegMissingException(string program, Exception cause)
    : UserErrorException($"{program} could not be started; install the package ffmpeg so that `{program}` is on the PATH.", cause)
{
    /// <summary>Whether FFMpegCore says with this exception that it could not start a program, and not that the program failed.</summary>
    public static bool IsCause(Exception exception) => exception switch
    {
        FFMpegProcessException or FFProbeProcessException or FormatNullException or FFMpegStreamFormatException => false,
        FFMpegException or InstanceException or Win32Exception => true,
        _ => false,
    };
}
