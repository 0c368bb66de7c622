namespace DeepAvFusion.Model.Features;

/// <summary>A box of whole pixels inside a picture.</summary>
public readonly record struct PixelBox(int Left, int Top, int Width, int Height)
{
    public static PixelBox Whole(int width, int height) => new(0, 0, width, height);

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
