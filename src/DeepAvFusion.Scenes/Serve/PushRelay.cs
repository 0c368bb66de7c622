using DeepAvFusion.Media.Ffmpeg;
using FFMpegCore;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>Sends one camera's stream, as it is, to an address that takes streams; tries again when that is away, and never disturbs the camera.</summary>
internal sealed class PushRelay(string camera, Uri stream, Uri target, Action<string> report)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = Environment.TickCount64;
            var detail = await PushAsync(cancellationToken).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested) return;
            if (Environment.TickCount64 - started > 20_000) pause = FirstPause;
            report($"Camera {camera}: pushing to {target.Scheme}://{target.Host}:{target.Port} ended ({detail}); tried again in {pause.TotalSeconds} s.");
            try
            {
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<string> PushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FFMpegArguments.FromUrlInput(stream, options => options.WithCustomArgument("-probesize 500000 -analyzeduration 1000000 -fflags nobuffer"))
                .OutputToUrl(target, Format)
                .WithLogLevel(FFMpegLogLevel.Error)
                .RunAsync(cancellationToken).ConfigureAwait(false);
            return "the stream ended";
        }
        catch (FFMpegProcessException)
        {
            return "ffmpeg could not send";         // its text may hold a key from the address
        }
        catch (FfmpegMissingException missing)
        {
            return missing.Message;
        }
        catch (OperationCanceledException)
        {
            return "stopped";
        }
    }

    /// <remarks>RTSP must tell how the sound is coded before the first of it arrives, which only an encoder knows.</remarks>
    private void Format(FFMpegOutputOptions options) => _ = target.Scheme switch
    {
        "rtmp" => options.CopyStreams().WithCustomArgument("-bsf:a aac_adtstoasc -flvflags no_duration_filesize").ForceFormat("flv"),
        "rtsp" => options.CopyStreams(StreamType.Video).WithAudioCodec("aac").WithAudioBitrate(64).WithCustomArgument("-rtsp_transport tcp").ForceFormat("rtsp"),
        _ => options.CopyStreams().WithCustomArgument("-mpegts_flags +pat_pmt_at_frames -muxdelay 0 -flush_packets 1").ForceFormat("mpegts"),
    };
}
