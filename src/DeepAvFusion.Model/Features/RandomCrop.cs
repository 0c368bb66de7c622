namespace DeepAvFusion.Model.Features;

/// <summary>Draws the crop boxes of training: a share of the area, a shape near a square, anywhere in the picture.</summary>
public static class RandomCrop
{
    private const int Tries = 10;
    private const double NarrowestRatio = 3.0 / 4;
    private const double WidestRatio = 4.0 / 3;

    /// <summary>Smallest share of the area in every published training.</summary>
    public const double PublishedMinimum = 0.5;

    /// <param name="smallest">Smallest share of the picture's area, 0..1.</param>
    public static PixelBox Draw(int width, int height, double smallest, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(smallest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smallest, 1);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var area = (double)width * height * Uniform(random, smallest, 1);
            var ratio = Math.Exp(Uniform(random, Math.Log(NarrowestRatio), Math.Log(WidestRatio)));
            var cropWidth = (int)Math.Round(Math.Sqrt(area * ratio), MidpointRounding.ToEven);
            var cropHeight = (int)Math.Round(Math.Sqrt(area / ratio), MidpointRounding.ToEven);
            if (cropWidth > 0 && cropHeight > 0 && cropWidth <= width && cropHeight <= height)
                return new(random.Next(width - cropWidth + 1), random.Next(height - cropHeight + 1), cropWidth, cropHeight);
        }

        return Largest(width, height);
    }

    /// <summary>The largest centred box of an allowed shape.</summary>
    public static PixelBox Largest(int width, int height)
    {
        var ratio = (double)width / height;
        var cropWidth = ratio > WidestRatio ? (int)Math.Round(height * WidestRatio, MidpointRounding.ToEven) : width;
        var cropHeight = ratio < NarrowestRatio ? (int)Math.Round(width / NarrowestRatio, MidpointRounding.ToEven) : height;
        return new((width - cropWidth) / 2, (height - cropHeight) / 2, cropWidth, cropHeight);
    }

    private static double Uniform(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
