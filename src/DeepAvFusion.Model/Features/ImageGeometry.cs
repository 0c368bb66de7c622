namespace DeepAvFusion.Model.Features;

/// <summary>The size a whole picture is resized to, and the square that is then cut out of it.</summary>
public readonly record struct ImageGeometry(int Width, int Height, PixelBox Crop)
{
    /// <summary>Shorter side to a size, longer side in proportion (rounded down), square of the centre.</summary>
    /// <exception cref="ArgumentException">The picture has no pixels, or the square does not fit.</exception>
    public static ImageGeometry Centre(int width, int height, int shorterSide, int size)
    {
        if (width < 1 || height < 1 || shorterSide < size || size < 1)
            throw new ArgumentException($"no square of {size} can be cut from a picture of {width} x {height} resized to {shorterSide}", nameof(size));
        var (resizedWidth, resizedHeight) = width <= height
            ? (shorterSide, Longer(height, width))
            : (Longer(width, height), shorterSide);
        return new(resizedWidth, resizedHeight, new PixelBox(Start(resizedWidth), Start(resizedHeight), size, size));

        int Longer(int longer, int shorter) => (int)((long)shorterSide * longer / (double)shorter);
        int Start(int side) => (int)Math.Round((side - size) / 2.0, MidpointRounding.ToEven);
    }
}
