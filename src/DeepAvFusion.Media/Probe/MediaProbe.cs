using DeepAvFusion.Media.Ffmpeg;
using DeepAvFusion.Media.Sources;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace DeepAvFusion.Media.Probe;

/// <summary>Asks ffprobe what a file holds.</summary>
public static class MediaProbe
{
    /// <summary>Looks at a file for at most `timeout`.</summary>
    /// <exception cref="SourceException">No file, not there, not answering in time, or not media.</exception>
    public static async Task<MediaInfo> ReadAsync(SourceUri source, TimeSpan timeout, CancellationToken cancellation)
    {
        if (source.Kind != SourceKind.File)
            throw new SourceException(SourceFailure.UnsupportedScheme, $"{source} is no file: open it to learn what it sends.");
        await SourceFile.CheckAsync(source, cancellation).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return Read(source, await FFProbe.AnalyseAsync(Place(source.Address), null, "-protocol_whitelist file,crypto", limit.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException(SourceFailure.ConnectTimeout, FormattableString.Invariant($"{source} could not be read within {timeout.TotalSeconds:0.##} s; check the disk."));
        }
        catch (Exception e) when (FfmpegMissingException.IsCause(e))
        {
            throw ToolMissing(e);
        }
        catch (FFProbeProcessException e)
        {
            var log = new FfmpegLog(Redactor.Redact, _ => { });
            foreach (var line in e.StandardError)
                log.Add("[error] " + line);
            throw FfmpegFailures.Opening(source, log, exitCode: 1, SourceSides.Both);
        }
        catch (FormatNullException)
        {
            throw new SourceException(SourceFailure.NotMedia, $"{source} cannot be read: no media was found in it; give a video or audio file or stream.");
        }
    }

    /// <summary>A file as FFMpegCore takes it whatever its name.</summary>
    internal static Uri Place(string path) => new("file://" + Uri.EscapeDataString(FfmpegRun.Quotable(path)).Replace("%2F", "/", StringComparison.Ordinal));

    internal static SourceException ToolMissing(Exception cause) => new(SourceFailure.ToolMissing, new FfmpegMissingException("ffprobe", cause).Message, cause);

    private static MediaInfo Read(SourceUri source, IMediaAnalysis analysis)
    {
        var picture = analysis.VideoStreams.FirstOrDefault(stream => stream.Disposition is null || !stream.Disposition.GetValueOrDefault("attached_pic"));
        var sound = analysis.PrimaryAudioStream;
        SourceFormat.CheckContainer(source, analysis.Format.FormatName);
        if (picture is null && sound is null)
            throw new SourceException(SourceFailure.NoStreams, $"{source} holds no picture and no sound.");
        return new MediaInfo(
            analysis.Format.FormatName,
            analysis.Duration > TimeSpan.Zero ? analysis.Duration : null,
            picture is null ? null : new PictureInfo(picture.CodecName ?? "unknown", picture.Width ?? 0, picture.Height ?? 0, double.IsFinite(picture.AverageFrameRate) ? picture.AverageFrameRate : 0),
            sound is null ? null : new SoundInfo(sound.CodecName ?? "unknown", sound.SampleRateHz ?? 0, sound.Channels ?? 0));
    }
}
