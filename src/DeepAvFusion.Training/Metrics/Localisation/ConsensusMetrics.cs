namespace DeepAvFusion.Training.Metrics.Localisation;

/// <summary>How well maps of scores meet what several people agree sounds, by consensus intersection over union.</summary>
/// <remarks>
/// Definition: "Learning to Localize Sound Source in Visual Scenes", Senocak et al., CVPR 2018. With g the consensus of a pixel (share of the
/// people needed to agree, 0..1) and A the marked pixels: cIoU = sum of g in A / (sum of all g + number of pixels in A whose g is 0).
/// </remarks>
public sealed class ConsensusMetrics
{
    private const int Steps = 20;
    private readonly List<double> _overlaps = [];

    /// <summary>Pictures so far.</summary>
    public int Count => _overlaps.Count;

    /// <summary>Adds a picture whose better half is marked: the pixels that score at least as high as the pixel in the middle of all, sorted.</summary>
    /// <remarks>The usual rule for this set, which frees maps from their scale; more than half is marked where scores are equal.</remarks>
    /// <param name="scores">One a pixel, of any scale.</param>
    /// <param name="consensus">As many, 0..1.</param>
    /// <returns>The consensus intersection over union.</returns>
    /// <exception cref="ArgumentException">Sizes differ, or there is no consensus on any pixel.</exception>
    public double AddHalf(ReadOnlySpan<float> scores, ReadOnlySpan<float> consensus)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        return Add(scores, consensus, sorted.Length == 0 ? 0 : sorted[sorted.Length / 2]);
    }

    /// <summary>Adds a picture of which the pixels that score at least so much are marked.</summary>
    public double Add(ReadOnlySpan<float> scores, ReadOnlySpan<float> consensus, float threshold)
    {
        if (scores.Length != consensus.Length)
            throw new ArgumentException($"{scores.Length} scores do not go with a consensus on {consensus.Length} pixels.", nameof(consensus));
        var (met, all, beside) = (0.0, 0.0, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            all += consensus[i];
            if (!(scores[i] >= threshold)) continue;
            met += consensus[i];
            if (consensus[i] == 0) beside++;
        }

        if (all == 0) throw new ArgumentException("There is no consensus on any pixel.", nameof(consensus));
        _overlaps.Add(met / (all + beside));
        return _overlaps[^1];
    }

    /// <summary>Share of pictures of at least an overlap: "cIoU" in papers, at 0.5.</summary>
    public double Success(double overlap) => _overlaps.Count == 0 ? double.NaN : (double)_overlaps.Count(one => one >= overlap) / _overlaps.Count;

    /// <summary>Area under the success over overlaps of 0, 0.05 .. 1, by trapezoids.</summary>
    public double Area() => Enumerable.Range(0, Steps).Average(step => (Success((double)step / Steps) + Success((step + 1.0) / Steps)) / 2);
}
