namespace DeepAvFusion.Inference.Regions;

/// <summary>Where a mask is set.</summary>
internal static class MaskPixels
{
    /// <returns>Indexes, in reading order.</returns>
    public static List<int> Of(ReadOnlySpan<bool> mask)
    {
        var pixels = new List<int>();
        for (var at = 0; mask[at..].IndexOf(true) is var begin and >= 0;)
        {
            at += begin;
            var end = mask[at..].IndexOf(false) is var length and >= 0 ? at + length : mask.Length;
            for (; at < end; at++) pixels.Add(at);
        }

        return pixels;
    }
}
