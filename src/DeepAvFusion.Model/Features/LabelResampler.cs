using System.Buffers;

namespace DeepAvFusion.Model.Features;

/// <summary>Lets a map of class numbers follow its picture through resize, crop and flip; every output takes one input, nothing is mixed.</summary>
public static class LabelResampler
{
    /// <summary>Resizes a box of a map.</summary>
    /// <param name="labels">[height, width]</param> <param name="box">Part that is resized.</param>
    /// <param name="outputWidth">Width the box is resized to.</param> <param name="outputHeight">Height the box is resized to.</param>
    /// <param name="part">Part of that output which is wanted.</param> <param name="flip">Whether left and right change places.</param>
    /// <param name="destination">[part.Height, part.Width]</param>
    public static void Resize<T>(
        ReadOnlySpan<T> labels, int width, int height, PixelBox box, int outputWidth, int outputHeight, PixelBox part, bool flip, Span<T> destination)
        where T : unmanaged
    {
        box.CheckInside(width, height);
        part.CheckInside(outputWidth, outputHeight);
        PixelBox.Whole(width, height).CheckLength(labels.Length, 1, nameof(labels));
        part.CheckLength(destination.Length, 1, nameof(destination));

        var columns = ArrayPool<int>.Shared.Rent(outputWidth);
        var rows = ArrayPool<int>.Shared.Rent(outputHeight);
        Sources(box.Width, columns.AsSpan(0, outputWidth));
        Sources(box.Height, rows.AsSpan(0, outputHeight));
        for (var row = 0; row < part.Height; row++)
        {
            var source = labels.Slice((box.Top + rows[part.Top + row]) * width + box.Left, box.Width);
            var target = destination.Slice(row * part.Width, part.Width);
            for (var column = 0; column < part.Width; column++)
                target[flip ? part.Width - 1 - column : column] = source[columns[part.Left + column]];
        }

        ArrayPool<int>.Shared.Return(columns);
        ArrayPool<int>.Shared.Return(rows);
    }

    /// <summary>The input place of each output place. The steps are added up, not multiplied: at exact ties that decides.</summary>
    private static void Sources(int input, Span<int> places)
    {
        var step = (double)input / places.Length;
        var place = 0.5 * step;
        foreach (ref var target in places)
        {
            target = Math.Min((int)place, input - 1);
            place += step;
        }
    }
}
