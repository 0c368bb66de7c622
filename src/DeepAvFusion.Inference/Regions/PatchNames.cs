namespace DeepAvFusion.Inference.Regions;

/// <summary>What is seen in each patch of one window's picture.</summary>
/// <param name="Probabilities">[rows * columns * labels], 0..1</param>
/// <param name="Rows">Rows of patches</param>
/// <param name="Columns">Columns of patches</param>
public sealed record PatchNames(ReadOnlyMemory<float> Probabilities, int Rows, int Columns)
{
    private const double LeastShare = 0.1;

    private int Labels => Probabilities.Length / (Rows * Columns);

    /// <summary>The label that most of the pixels show.</summary>
    /// <param name="pixels">Indexes into a picture of <paramref name="width"/> times <paramref name="height"/></param>
    /// <returns>Its index; null where no label is seen well enough.</returns>
    public int? Of(IEnumerable<int> pixels, int width, int height)
    {
        var names = Probabilities.Span;
        var (sums, count) = (new double[Labels], 0);
        foreach (var patch in pixels.CountBy(pixel => (pixel / width * Rows / height * Columns) + (pixel % width * Columns / width)))
        {
            count += patch.Value;
            for (var label = 0; label < sums.Length; label++) sums[label] += patch.Value * (double)names[(patch.Key * sums.Length) + label];
        }

        var best = Array.IndexOf(sums, sums.Max());
        return sums[best] >= LeastShare * count ? best : null;
    }
}
