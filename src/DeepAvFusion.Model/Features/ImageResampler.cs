using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepAvFusion.Model.Features;

/// <summary>Bilinear resizing of 8-bit RGB pictures with the support widened when shrinking, bit for bit as the Pillow library does it.</summary>
/// <remarks>
/// Horizontal pass first, its result rounded to 8 bits, then vertical. Only what the wanted part of the output needs is computed.
/// Thread-safe; buffers are pooled.
/// </remarks>
public static class ImageResampler
{
    private const int Channels = 3;
    private const int Half = 1 << (ResampleAxis.Precision - 1);

    /// <summary>Resizes a box of a picture.</summary>
    /// <param name="rgb">[height, width, 3]</param> <param name="box">Part that is resized; pixels outside it have no influence.</param>
    /// <param name="outputWidth">Width the box is resized to.</param> <param name="outputHeight">Height the box is resized to.</param>
    /// <param name="part">Part of that output which is wanted.</param> <param name="destination">[part.Height, part.Width, 3]</param>
    public static void Resize(
        ReadOnlySpan<byte> rgb, int width, int height, PixelBox box, int outputWidth, int outputHeight, PixelBox part, Span<byte> destination)
    {
        box.CheckInside(width, height);
        part.CheckInside(outputWidth, outputHeight);
        PixelBox.Whole(width, height).CheckLength(rgb.Length, Channels, nameof(rgb));
        part.CheckLength(destination.Length, Channels, nameof(destination));

        using var vertical = new ResampleAxis(box.Height, outputHeight, part.Top, part.Height);
        using var horizontal = new ResampleAxis(box.Width, outputWidth, part.Left, part.Width);
        var (firstRow, rows) = (vertical.InputStart, vertical.InputEnd - vertical.InputStart);
        var rowLength = part.Width * Channels;
        var rented = ArrayPool<byte>.Shared.Rent(rows * rowLength);
        for (var row = 0; row < rows; row++)
        {
            var start = ((box.Top + firstRow + row) * width + box.Left) * Channels;
            var narrow = rented.AsSpan(row * rowLength, rowLength);
            if (outputWidth == box.Width)
                rgb.Slice(start + part.Left * Channels, rowLength).CopyTo(narrow);
            else
                Narrow(rgb[start..], horizontal, narrow);
        }

        for (var row = 0; row < part.Height; row++)
            Blend(rented.AsSpan(0, rows * rowLength), vertical.First(row) - firstRow, vertical.Weights(row), destination.Slice(row * rowLength, rowLength));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>One row of the horizontal pass; each pixel's three channels share a vector.</summary>
    private static void Narrow(ReadOnlySpan<byte> source, in ResampleAxis axis, Span<byte> destination)
    {
        for (var pixel = 0; pixel < axis.Count; pixel++)
        {
            var sum = Vector128.Create(Half);
            var place = axis.First(pixel) * Channels;
            foreach (var weight in axis.Weights(pixel))
            {
                sum += Widen(source[place..]) * weight;
                place += Channels;
            }

            var value = Vector128.Clamp(sum >> ResampleAxis.Precision, Vector128<int>.Zero, Vector128.Create(255));
            destination[pixel * Channels] = (byte)value[0];
            destination[pixel * Channels + 1] = (byte)value[1];
            destination[pixel * Channels + 2] = (byte)value[2];
        }
    }

    /// <summary>Three bytes (a fourth that follows is of no importance) as integers.</summary>
    private static Vector128<int> Widen(ReadOnlySpan<byte> pixel)
    {
        var packed = pixel.Length >= 4 ? MemoryMarshal.Read<uint>(pixel) : (uint)(pixel[0] | pixel[1] << 8 | pixel[2] << 16);
        return Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(packed).AsByte())).AsInt32();
    }

    /// <summary>One row of the vertical pass: a weighted sum of whole rows.</summary>
    private static void Blend(ReadOnlySpan<byte> rows, int first, ReadOnlySpan<int> weights, Span<byte> destination)
    {
        var length = destination.Length;
        var column = 0;
        for (; column <= length - Vector<byte>.Count; column += Vector<byte>.Count)
        {
            var (a, b, c, d) = (new Vector<int>(Half), new Vector<int>(Half), new Vector<int>(Half), new Vector<int>(Half));
            for (var tap = 0; tap < weights.Length; tap++)
            {
                Vector.Widen(new Vector<byte>(rows[((first + tap) * length + column)..]), out var lower, out var upper);
                Vector.Widen(lower, out var first32, out var second32);
                Vector.Widen(upper, out var third32, out var fourth32);
                var weight = new Vector<int>(weights[tap]);
                a += Vector.AsVectorInt32(first32) * weight;
                b += Vector.AsVectorInt32(second32) * weight;
                c += Vector.AsVectorInt32(third32) * weight;
                d += Vector.AsVectorInt32(fourth32) * weight;
            }

            Vector.Narrow(Vector.Narrow(Byte(a), Byte(b)), Vector.Narrow(Byte(c), Byte(d))).CopyTo(destination[column..]);
        }

        for (; column < length; column++)
        {
            var sum = Half;
            for (var tap = 0; tap < weights.Length; tap++)
                sum += rows[(first + tap) * length + column] * weights[tap];
            destination[column] = (byte)Math.Clamp(sum >> ResampleAxis.Precision, 0, 255);
        }
    }

    private static Vector<uint> Byte(Vector<int> sum) =>
        Vector.AsVectorUInt32(Vector.Min(Vector.Max(Vector.ShiftRightArithmetic(sum, ResampleAxis.Precision), Vector<int>.Zero), new Vector<int>(255)));
}
