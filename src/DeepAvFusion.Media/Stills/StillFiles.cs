using System.Runtime.InteropServices;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Ffmpeg;
using DeepAvFusion.Media.Probe;
using DeepAvFusion.Media.Sources;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace DeepAvFusion.Media.Stills;

/// <summary>Reads single pictures, maps of class numbers and short sounds from local files, with FFmpeg.</summary>
public static class StillFiles
{
    private const int MostPixels = 64 << 20;
    private const string Indexed = "pal8";

    /// <summary>A picture in colours, [height, width, 3].</summary>
    /// <exception cref="SourceException">It is not there, or no picture.</exception>
    public static Task<StillPicture> ColoursAsync(string path, CancellationToken cancellation) => ReadAsync(path, channels: 3, _ => "rgb24", cancellation);

    /// <summary>A map of numbers 0 to 255, [height, width]: the indices of a picture with a palette, the grey values of any other.</summary>
    /// <exception cref="SourceException">It is not there, or no picture.</exception>
    public static Task<StillPicture> NumbersAsync(string path, CancellationToken cancellation) =>
        ReadAsync(path, channels: 1, format => format == Indexed ? Indexed : "gray", cancellation);

    /// <summary>A whole sound: mono, of the analysis rate, -1 to 1.</summary>
    /// <exception cref="SourceException">It is not there, or no sound.</exception>
    public static async Task<float[]> SoundAsync(string path, CancellationToken cancellation)
    {
        var bytes = await DecodeAsync(path, ["-af", $"aresample={AudioClock.Rate},{Downmix.Filter}", "-f", "f32le"], cancellation).ConfigureAwait(false);
        var given = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        var mono = new float[given.Length / Downmix.Channels];
        new Downmix().Mix(given[..(mono.Length * Downmix.Channels)], mono);
        return mono;
    }

    private static async Task<StillPicture> ReadAsync(string path, int channels, Func<string, string> format, CancellationToken cancellation)
    {
        var picture = await ProbeAsync(path, cancellation).ConfigureAwait(false);
        var (width, height) = (picture.Width ?? 0, picture.Height ?? 0);
        var pixels = (long)width * height;
        if (pixels is < 1 or > MostPixels)
            throw new SourceException(SourceFailure.NotMedia, $"'{path}' has {width} x {height} pixels; pictures of 1 to {MostPixels} are read.");
        var bytes = await DecodeAsync(path, ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", format(picture.PixelFormat ?? "")], cancellation).ConfigureAwait(false);
        return bytes.Length >= pixels * channels
            ? new StillPicture(bytes.AsSpan(0, (int)pixels * channels).ToArray(), width, height)
            : throw new SourceException(SourceFailure.NotMedia, $"'{path}' is cut off or damaged: {bytes.Length} of {pixels * channels} bytes of picture came out.");
    }

    private static async Task<VideoStream> ProbeAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw Missing(path);
        try
        {
            var analysis = await FFProbe.AnalyseAsync(MediaProbe.Place(path), cancellationToken: cancellation).ConfigureAwait(false);
            return analysis.PrimaryVideoStream ?? throw NotMedia(path, "picture");
        }
        catch (Exception e) when (FfmpegMissingException.IsCause(e))
        {
            throw MediaProbe.ToolMissing(e);
        }
        catch (FFProbeException)
        {
            throw NotMedia(path, "picture");
        }
    }

    private static async Task<byte[]> DecodeAsync(string path, string[] output, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw Missing(path);
        cancellation.ThrowIfCancellationRequested();
        using var process = FfmpegProcess.Start(
            new FfmpegCommand(["-nostdin", "-hide_banner", "-loglevel", "level+error", "-i", $"file:{Path.GetFullPath(path)}", "-threads", "1", .. output, "pipe:1"], Script: "", Proxy: ""),
            new FfmpegLog(text => text, _ => { }), "davf still");
        await using var end = cancellation.Register(process.Kill).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        await process.Output.CopyToAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        process.WaitForEnd();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? bytes.ToArray() : throw NotMedia(path, "picture or sound");
    }

    private static SourceException Missing(string path) => new(SourceFailure.NotFound, $"There is no file '{path}'.");

    private static SourceException NotMedia(string path, string wanted) => new(SourceFailure.NotMedia, $"'{path}' cannot be read as a {wanted}; it is damaged or of another kind.");
}
