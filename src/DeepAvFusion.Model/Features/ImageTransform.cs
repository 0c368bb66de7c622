using System.Buffers;

namespace DeepAvFusion.Model.Features;

/// <summary>The picture input of the network: a part of an RGB picture, resized and normalised per channel.</summary>
/// <remarks>Immutable and safe from several threads; buffers are pooled.</remarks>
public sealed class ImageTransform
{
    private const int Channels = 3;
    private static readonly float[] Normalised = CreateNormalised();

    /// <param name="size">Pixels of each side of the output; 224 for the published models.</param>
    public ImageTransform(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
    }

    /// <summary>Mean of red, green and blue in 0..1 that is subtracted.</summary>
    public static ReadOnlySpan<float> Mean => [0.485f, 0.456f, 0.406f];

    /// <summary>Standard deviation of red, green and blue in 0..1 that is divided by.</summary>
    public static ReadOnlySpan<float> Deviation => [0.229f, 0.224f, 0.225f];

    public int Size { get; }

    /// <summary>Numbers of one output, [3, Size, Size].</summary>
    public int Length => Channels * Size * Size;

    /// <summary>Shorter side before the centre crop of the evaluation path: an eighth is cut away in all.</summary>
    public int Margin => (int)(Size / 0.875);

    /// <summary>The evaluation path: shorter side to <see cref="Margin"/>, then the centre.</summary>
    /// <param name="rgb">[height, width, 3]</param> <param name="destination">[3, Size, Size]</param>
    public void Evaluate(ReadOnlySpan<byte> rgb, int width, int height, Span<float> destination) =>
        Evaluate(rgb, width, height, Margin, destination);

    /// <summary>The evaluation path with another shorter side; the segmentation task has Size itself.</summary>
    public void Evaluate(ReadOnlySpan<byte> rgb, int width, int height, int shorterSide, Span<float> destination)
    {
        var geometry = ImageGeometry.Centre(width, height, shorterSide, Size);
        Apply(rgb, width, height, PixelBox.Whole(width, height), geometry.Width, geometry.Height, geometry.Crop, false, destination);
    }

    /// <summary>The whole picture squeezed to a square, nothing cut away; for masks that must cover all of it.</summary>
    public void Stretch(ReadOnlySpan<byte> rgb, int width, int height, Span<float> destination) =>
        Crop(rgb, width, height, PixelBox.Whole(width, height), false, destination);

    /// <summary>A box of the picture resized to the square: crops of training and of regions.</summary>
    /// <param name="flip">Whether left and right change places.</param>
    public void Crop(ReadOnlySpan<byte> rgb, int width, int height, PixelBox box, bool flip, Span<float> destination) =>
        Apply(rgb, width, height, box, Size, Size, PixelBox.Whole(Size, Size), flip, destination);

    private void Apply(
        ReadOnlySpan<byte> rgb, int width, int height, PixelBox box, int outputWidth, int outputHeight, PixelBox part, bool flip, Span<float> destination)
    {
        if (destination.Length != Length)
            throw new ArgumentException($"the destination has {destination.Length} numbers where 3 x {Size} x {Size} belong", nameof(destination));
        var pixels = ArrayPool<byte>.Shared.Rent(Length);
        ImageResampler.Resize(rgb, width, height, box, outputWidth, outputHeight, part, pixels.AsSpan(0, Length));
        Normalise(pixels.AsSpan(0, Length), flip, destination);
        ArrayPool<byte>.Shared.Return(pixels);
    }

    private void Normalise(ReadOnlySpan<byte> pixels, bool flip, Span<float> destination)
    {
        var plane = Size * Size;
        for (var row = 0; row < Size; row++)
            for (var column = 0; column < Size; column++)
            {
                var pixel = pixels.Slice((row * Size + (flip ? Size - 1 - column : column)) * Channels, Channels);
                var place = row * Size + column;
                destination[place] = Normalised[pixel[0]];
                destination[plane + place] = Normalised[256 + pixel[1]];
                destination[2 * plane + place] = Normalised[512 + pixel[2]];
            }
    }

    /// <summary>[3, 256], the normalised number of every byte value.</summary>
    private static float[] CreateNormalised()
    {
        var table = new float[Channels * 256];
        for (var channel = 0; channel < Channels; channel++)
            for (var value = 0; value < 256; value++)
                table[channel * 256 + value] = (value / 255f - Mean[channel]) / Deviation[channel];
        return table;
    }
}
