namespace DeepAvFusion.Inference;

/// <summary>Shares a window's spectrogram out among its regions, so that they do not claim the same energy twice.</summary>
internal static class MaskSharing
{
    /// <summary>Where the claims of all regions add up to more than one, each is scaled down by their sum; what is left to one stays unclaimed.</summary>
    /// <param name="masks">[K, cells], 0..1; scaled in place.</param>
    public static void Share(Span<float> masks, int count)
    {
        var cells = masks.Length / count;
        for (var cell = 0; cell < cells; cell++)
        {
            var sum = 0f;
            for (var k = 0; k < count; k++)
                sum += masks[(k * cells) + cell];
            if (sum <= 1)
                continue;
            for (var k = 0; k < count; k++)
                masks[(k * cells) + cell] /= sum;
        }
    }
}
