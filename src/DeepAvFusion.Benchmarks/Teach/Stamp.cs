using DeepAvFusion.Media.Stills;
using SkiaSharp;

namespace DeepAvFusion.Benchmarks.Teach;

/// <summary>A photograph with transparency and a recording of one thing.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Pixels">[height, width, 4]: red, green, blue, opacity.</param>
/// <param name="Sound">Mono, of the analysis rate.</param>
internal sealed record Stamp(string Name, byte[] Pixels, int Width, int Height, float[] Sound)
{
    /// <param name="path">Of both files, without their ends.</param>
    /// <exception cref="Media.Sources.SourceException">The recording cannot be read.</exception>
    public static async Task<Stamp> ReadAsync(string path, CancellationToken cancellation)
    {
        using var codec = SKCodec.Create(path + ".png");
        using var bitmap = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        return new Stamp(Path.GetFileName(path), bitmap.Bytes, bitmap.Width, bitmap.Height, await StillFiles.SoundAsync(path + ".ogg", cancellation).ConfigureAwait(false));
    }
}
