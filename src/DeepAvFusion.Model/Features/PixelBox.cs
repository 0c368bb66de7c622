using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Model.Features;

/// <summary>A box of whole pixels inside a picture.</summary>
public readonly record struct PixelBox(int Left, int Top, int Width, int Height)
{
    public static PixelBox Whole(int width, int height) => new(0, 0, width, height);

    /// <summary>The pixels a box of shares touches, at least one, clipped to the picture.</summary>
    public static PixelBox Of(PictureBox box, int width, int height)
    {
        var (left, right) = Range(box.X, box.Width, width);
        var (top, bottom) = Range(box.Y, box.Height, height);
        return new(left, top, right - left, bottom - top);

        static (int Start, int End) Range(double start, double length, int side)
        {
            var first = (int)Math.Clamp(Math.Floor(start * side + 1e-6), 0, side - 1);
            return (first, (int)Math.Clamp(Math.Ceiling((start + length) * side - 1e-6), first + 1, side));
        }
    }

    /// <exception cref="ArgumentException">The box is empty or reaches beyond the picture.</exception>
    internal void CheckInside(int width, int height)
    {
        if (Left < 0 || Top < 0 || Width < 1 || Height < 1 || Left > width - Width || Top > height - Height)
            throw new ArgumentException($"a box of {Width} x {Height} at ({Left}, {Top}) does not lie in a picture of {width} x {height}", nameof(width));
    }

    /// <exception cref="ArgumentException">A buffer is not exactly as long as the pixels of the box are.</exception>
    internal void CheckLength(int length, int channels, string buffer)
    {
        if (length != (long)Width * Height * channels)
            throw new ArgumentException($"{Width} x {Height} pixels of {channels} have {(long)Width * Height * channels} numbers, the buffer {length}", buffer);
    }
}
