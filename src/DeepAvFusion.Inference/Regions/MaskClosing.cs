namespace DeepAvFusion.Inference.Regions;

/// <summary>Closes gaps of a mask: grown by a square and shrunk again, it keeps its outer shape and loses gaps that are narrower than the square.</summary>
/// <remarks>Morphological closing.</remarks>
internal static class MaskClosing
{
    /// <param name="mask">[height * width], row-major</param>
    /// <param name="width">Columns of the mask</param>
    /// <param name="height">Rows of the mask</param>
    /// <param name="radius">Half a side of the square, in pixels; gaps of up to twice as many are closed.</param>
    public static bool[] Of(bool[] mask, int width, int height, int radius)
    {
        var (wide, high) = (width + (2 * radius), height + (2 * radius));      // room to grow, so that edges are not special
        var padded = new bool[wide * high];
        for (var y = 0; y < height; y++) mask.AsSpan(y * width, width).CopyTo(padded.AsSpan(((y + radius) * wide) + radius));
        foreach (var wanted in new[] { true, false })
        {
            padded = Spread(padded, (wide, 1), (high, wide), radius, wanted);
            padded = Spread(padded, (high, wide), (wide, 1), radius, wanted);
        }

        var closed = new bool[mask.Length];
        for (var y = 0; y < height; y++) padded.AsSpan(((y + radius) * wide) + radius, width).CopyTo(closed.AsSpan(y * width));
        return closed;
    }

    /// <summary>Gives the value <paramref name="wanted"/> to every pixel that has one of it within the radius on its line.</summary>
    private static bool[] Spread(bool[] mask, (int Count, int Step) along, (int Count, int Step) lines, int radius, bool wanted)
    {
        var result = Array.ConvertAll(mask, _ => !wanted);
        for (var line = 0; line < lines.Count; line++)
        {
            var last = int.MinValue / 2;                                       // where the value was seen last
            for (var i = 0; i < along.Count + radius; i++)
            {
                if (i < along.Count && mask[(line * lines.Step) + (i * along.Step)] == wanted) last = i;
                var at = i - radius;
                if (at >= 0 && last >= at - radius) result[(line * lines.Step) + (at * along.Step)] = wanted;
            }
        }

        return result;
    }
}
