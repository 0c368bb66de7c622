using DeepAvFusion.Media.Ffmpeg;
using DeepAvFusion.Scenes.Video;
using FFMpegCore;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>One camera: renders its scene, encodes it with one ffmpeg process (H.264 and AAC in MPEG-TS) and broadcasts what comes out. An encoder that ends is started again.</summary>
internal sealed class SceneCamera
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Action<string> _report;
    private readonly SceneVideo _video;
    private readonly TaskCompletionSource _onAir = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action _stopEncoder = () => { };

    public SceneCamera(SceneCameraSettings settings, Action<string> report)
    {
        Settings = settings;
        _report = report;
        _video = new SceneVideo(settings.Video, settings.Seed);
    }

    public SceneCameraSettings Settings { get; }

    public Broadcast Broadcast { get; } = new();

    /// <summary>How often the encoder was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Completes with the first bytes of the stream.</summary>
    public Task OnAir => _onAir.Task;

    /// <summary>Ends the encoder that runs now; another is started.</summary>
    public void RestartEncoder() => _stopEncoder();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var cause = await EncodeAsync(cancellationToken).ConfigureAwait(false);
            Broadcast.End();
            if (cancellationToken.IsCancellationRequested) return;
            if (cause is FfmpegMissingException || Starts == 1 && !OnAir.IsCompleted) _onAir.TrySetException(cause);
            _report($"Camera {Settings.Name}: its encoder ended ({FirstLine(cause)}); it is started again in {Pause.TotalSeconds} s.");
            try
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<Exception> EncodeAsync(CancellationToken cancellationToken)
    {
        Starts++;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopEncoder = stop.Cancel;
        var rate = _video.Settings.FrameRate;
        try
        {
            await FFMpegArguments.FromPipeInput(new LiveSource(_video))
                .OutputToPipe(new StreamPipeSink(ReadAsync), options => options
                    .WithVideoCodec("libx264").WithSpeedPreset(EncoderPreset.UltraFast).WithCustomArgument("-tune zerolatency -profile:v baseline -pix_fmt yuv420p")
                    .WithConstantRateFactor(24).WithCustomArgument($"-g {rate} -keyint_min {rate} -sc_threshold 0 -threads 1 -maxrate 2M -bufsize 2M")
                    .WithAudioCodec("aac").WithAudioBitrate(64)
                    .WithCustomArgument("-mpegts_flags +pat_pmt_at_frames -muxdelay 0 -muxpreload 0 -flush_packets 1")
                    .WithCustomArgument($"-metadata service_name={Settings.Name}").ForceFormat("mpegts"))
                .WithLogLevel(FFMpegLogLevel.Error)
                .RunAsync(stop.Token).ConfigureAwait(false);
            return new IOException("it ended by itself");
        }
        catch (Exception cause) when (cause is FFMpegProcessException or FfmpegMissingException or IOException or OperationCanceledException)
        {
            return cause;
        }
        finally
        {
            _stopEncoder = () => { };
        }
    }

    private async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            Broadcast.Send(buffer.AsSpan(0, count));
            _onAir.TrySetResult();
        }
    }

    private static string FirstLine(Exception cause) => cause.Message.Split('\n', 2)[0].Trim();
}
