using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Benchmarks.Ingest;

/// <summary>FFmpeg on its own: makes the clip, and decodes and scales it into nothing.</summary>
internal static class BareFfmpeg
{
    /// <summary>Noise and a tone on two channels.</summary>
    public const string StereoSound = "aevalsrc='0.1*sin(880*PI*t)+0.05*random(0)|0.1*sin(660*PI*t)+0.05*random(1)':s=48000";

    /// <summary>A moving test picture in 720p at 25 pictures a second, H.264, with a tone in AAC.</summary>
    /// <param name="sound">Another sound, as FFmpeg's filters make it.</param>
    public static Task EncodeClipAsync(string clip, TimeSpan length, CancellationToken cancellation, string sound = "sine=frequency=440:sample_rate=48000") => RunAsync(
        [
            "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25,noise=alls=6:allf=t", "-f", "lavfi", "-i", sound,
            "-t", Number(length.TotalSeconds), "-c:v", "libx264", "-preset", "veryfast", "-b:v", "3M", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "aac", "-threads", "1", clip,
        ], cancellation);

    /// <summary>The same decode and scale as a source's, thrown away.</summary>
    public static Task DecodeAsync(string clip, SourceSettings settings, CancellationToken cancellation)
    {
        List<string> arguments = ["-threads", Number(settings.DecoderThreads), "-filter_threads", "1", "-i", clip, "-map", "0:v"];
        if (settings.Preview is not null)
            arguments.AddRange(["-map", "0:v"]);
        arguments.AddRange(["-map", "0:a", "-filter:v:0", $"fps={Number(settings.PictureRate)},scale=-2:{settings.ShortSide}:flags=bilinear,format=rgb24"]);
        if (settings.Preview is { } preview)
            arguments.AddRange(["-filter:v:1", $"fps={Number(preview.Rate)},scale=-2:{preview.Height}:flags=bilinear,format=yuvj420p", "-c:v:1", "mjpeg", "-q:v:1", Number(preview.Quality)]);
        arguments.AddRange(["-ar", Number(AudioClock.Rate), "-ac", "1", "-f", "null", "-"]);
        return RunAsync(arguments, cancellation);
    }

    private static async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", .. arguments]) { RedirectStandardError = true })!;
            try
            {
                var trouble = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
                await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
                if (process.ExitCode != 0)
                    throw new UserErrorException($"FFmpeg cannot do what is measured: {trouble.Split('\n')[0]}");
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill();
            }
        }
        catch (Win32Exception e)
        {
            throw new UserErrorException("FFmpeg was not found: install it (apt-get install ffmpeg) and put it on the PATH.", e);
        }
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
