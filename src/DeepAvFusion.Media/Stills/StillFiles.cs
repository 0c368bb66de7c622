using System.Runtime.InteropServices;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

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
        var bytes = await DecodeAsync(path, $"-ac 1 -ar {AudioClock.Rate} -f s16le", cancellation).ConfigureAwait(false);
        return [.. MemoryMarshal.Cast<byte, short>(bytes.AsSpan(0, bytes.Length & ~1)).ToArray().Select(value => value / (float)short.MaxValue)];
    }

    private static async Task<StillPicture> ReadAsync(string path, int channels, Func<string, string> format, CancellationToken cancellation)
    {
        var picture = await ProbeAsync(path, cancellation).ConfigureAwait(false);
        var pixels = (long)picture.Width * picture.Height;
        if (pixels is < 1 or > MostPixels)
            throw new SourceException(SourceFailure.NotMedia, $"'{path}' has {picture.Width} x {picture.Height} pixels; pictures of 1 to {MostPixels} are read.");
        var bytes = await DecodeAsync(path, $"-frames:v 1 -f rawvideo -pix_fmt {format(picture.PixelFormat)}", cancellation).ConfigureAwait(false);
        return bytes.Length >= pixels * channels
            ? new StillPicture(bytes.AsSpan(0, (int)pixels * channels).ToArray(), picture.Width, picture.Height)
            : throw new SourceException(SourceFailure.NotMedia, $"'{path}' is cut off or damaged: {bytes.Length} of {pixels * channels} bytes of picture came out.");
    }

    private static async Task<VideoStream> ProbeAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw Missing(path);
        try
        {
            var analysis = await FFProbe.AnalyseAsync(path, null, cancellation).ConfigureAwait(false);
            return analysis.PrimaryVideoStream ?? throw NotMedia(path, "picture");
        }
        catch (Exception trouble) when (trouble is FFMpegException or FFProbeException)
        {
            throw NotMedia(path, "picture");
        }
    }

    private static async Task<byte[]> DecodeAsync(string path, string output, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw Missing(path);
        using var bytes = new MemoryStream();
        try
        {
            await FFMpegArguments.FromFileInput(path).OutputToPipe(new StreamPipeSink(bytes), options => options.WithCustomArgument($"-threads 1 {output}"))
                .CancellableThrough(cancellation).ProcessAsynchronously().ConfigureAwait(false);
        }
        catch (FFMpegException)
        {
            throw NotMedia(path, "picture or sound");
        }

        return bytes.ToArray();
    }

    private static SourceException Missing(string path) => new(SourceFailure.NotFound, $"There is no file '{path}'.");

    private static SourceException NotMedia(string path, string wanted) => new(SourceFailure.NotMedia, $"'{path}' cannot be read as a {wanted}; it is damaged or of another kind.");
}
