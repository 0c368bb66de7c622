using DeepAvFusion.Media.Sources;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace DeepAvFusion.Media.Probe;

/// <summary>Asks ffprobe what a source holds.</summary>
public static class MediaProbe
{
    /// <summary>Looks at a source for at most `timeout`.</summary>
    /// <exception cref="SourceException">Not allowed, not there, not answering in time, or not media.</exception>
    public static async Task<MediaInfo> ReadAsync(SourceUri source, SourcePolicy policy, TimeSpan timeout, CancellationToken cancellation)
    {
        await policy.CheckResolvedAsync(source, cancellation).ConfigureAwait(false);
        SourceFile.Check(source);
        if (source.Kind == SourceKind.Device)
            throw new SourceException(SourceFailure.UnsupportedScheme, $"{source} is a device: open it to learn what it sends.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return await ReadAsync(source, source, limit.Token).ConfigureAwait(false);
        }
        catch (SourceException) when (source.Kind == SourceKind.Http)
        {
            if (await HttpRedirects.FollowAsync(source, policy, timeout, cancellation).ConfigureAwait(false) is not { } target)
                throw;
            return await ReadAsync(source, target, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException(SourceFailure.ConnectTimeout, FormattableString.Invariant($"{source} did not answer within {timeout.TotalSeconds:0.##} s; check the address and that it is switched on."));
        }
    }

    /// <param name="target">What ffprobe opens: the source, or where its redirects end.</param>
    private static async Task<MediaInfo> ReadAsync(SourceUri source, SourceUri target, CancellationToken cancellation)
    {
        try
        {
            var whitelist = $"-protocol_whitelist {FfmpegArguments.Protocols(source.Kind)}";
            if (source.Kind == SourceKind.Http)
                whitelist += " " + string.Join(' ', FfmpegArguments.NoRedirects);
            var analysis = source.Kind == SourceKind.File
                ? await FFProbe.AnalyseAsync(source.Address, null, cancellation, whitelist).ConfigureAwait(false)
                : await FFProbe.AnalyseAsync(new Uri(target.Address), null, cancellation, whitelist).ConfigureAwait(false);
            return Read(source, analysis);
        }
        catch (FFMpegException e) when (e.Type == FFMpegExceptionType.Process)
        {
            var log = new FfmpegLog(text => source.Redact(target.Redact(text)));
            foreach (var line in e.FFMpegErrorOutput.Split('\n'))
                log.Add("[error] " + line);
            throw FfmpegFailures.Opening(source, log, exitCode: 1);     // without the cause, whose text holds the secrets
        }
        catch (FFMpegException)
        {
            throw new SourceException(SourceFailure.ToolMissing, "ffprobe could not be started; install the package ffmpeg so that `ffprobe` is on the PATH.");
        }
        catch (FFProbeException)
        {
            throw new SourceException(SourceFailure.NotMedia, $"{source} cannot be read: no media was found in it; give a video or audio file or stream.");
        }
    }

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
            picture is null ? null : new PictureInfo(picture.CodecName, picture.Width, picture.Height, double.IsFinite(picture.AvgFrameRate) ? picture.AvgFrameRate : 0),
            sound is null ? null : new SoundInfo(sound.CodecName, sound.SampleRateHz, sound.Channels));
    }
}
