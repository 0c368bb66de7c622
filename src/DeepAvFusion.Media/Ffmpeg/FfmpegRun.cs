using System.Text.RegularExpressions;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace DeepAvFusion.Media.Ffmpeg;

/// <summary>Runs commands of FFMpegCore with what it leaves to its callers: an end at once, and any file name.</summary>
public static partial class FfmpegRun
{
    /// <summary>Runs FFmpeg to its end; cancelling ends the process at once, whatever it is doing.</summary>
    /// <exception cref="FFMpegProcessException">FFmpeg ended with an error; its text may hold secrets of an address.</exception>
    /// <exception cref="FfmpegMissingException">FFmpeg could not be started.</exception>
    public static async Task RunAsync(this FFMpegArgumentProcessor command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        command.CancellableThrough(out var cancel, gracePeriod: TimeSpan.Zero);
        await using var registration = cancellation.Register(() => End(cancel)).ConfigureAwait(false);
        try
        {
            await command.ProcessAsynchronously(cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (FfmpegMissingException.IsCause(e))
        {
            throw new FfmpegMissingException("ffmpeg", e);
        }
    }

    /// <summary>A path as FFMpegCore must be given it, which puts quotation marks around it and lets those inside end the argument.</summary>
    public static string Quotable(string path) =>
        MarksForm().Replace(Path.GetFullPath(path), match => match.Groups[1].Value + match.Groups[1].Value + (match.Groups[2].Length > 0 ? "\\\"" : ""));

    /// <remarks>FFMpegCore asks the process to quit first, which fails where that has just ended by itself.</remarks>
    private static void End(Action cancel)
    {
        try
        {
            cancel();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // it has ended
        }
    }

    [GeneratedRegex(@"(\\*)(""|\z)")]
    private static partial Regex MarksForm();
}
