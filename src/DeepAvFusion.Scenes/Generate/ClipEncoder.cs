using DeepAvFusion.Media.Ffmpeg;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Scenes.Video;
using FFMpegCore;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>Turns what a scene shows into files, by ffmpeg.</summary>
internal static class ClipEncoder
{
    /// <summary>Writes a clip as MP4 (H.264 with a key frame every 16 pictures, AAC).</summary>
    /// <param name="seen">Told every picture before it is encoded.</param>
    public static async Task WriteVideoAsync(string path, SceneVideo video, int frames, Action<SceneVideoFrame> seen, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await RunAsync(path, FFMpegArguments.FromPipeInput(new AviSource(video, frames, seen))
            .OutputToFile(FfmpegRun.Quotable(path), addArguments: options => options
                .WithVideoCodec("libx264").WithSpeedPreset(EncoderPreset.VeryFast).WithConstantRateFactor(23).WithCustomArgument("-g 16 -keyint_min 16 -sc_threshold 0 -pix_fmt yuv420p -threads 1")
                .WithAudioCodec("aac").WithAudioBitrate(96).WithCustomArgument("-bitexact").ForceFormat("mp4")), cancellationToken).ConfigureAwait(false);
    }

    private static async Task RunAsync(string path, FFMpegArgumentProcessor command, CancellationToken cancellationToken)
    {
        try
        {
            await command.WithLogLevel(FFMpegLogLevel.Error).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FFMpegProcessException cause)
        {
            throw WriteException.For(path, cause.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries), cause);
        }
    }

    /// <summary>A fixed number of pictures with their sound, as fast as they are taken.</summary>
    private sealed class AviSource(SceneVideo video, int frames, Action<SceneVideoFrame> seen) : IPipeSource
    {
        public string GetStreamArguments() => "-f avi";

        public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
        {
            var avi = new AviWriter(video.Settings.Width, video.Settings.Height, video.Settings.FrameRate);
            await outputStream.WriteAsync(avi.Header(), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < frames; i++)
            {
                var frame = video.Next();
                seen(frame);
                await outputStream.WriteAsync(avi.Frame(frame), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
