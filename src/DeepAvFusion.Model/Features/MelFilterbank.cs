using System.Collections.Concurrent;
using DeepAvFusion.Core;

namespace DeepAvFusion.Model.Features;

/// <summary>Triangular bands, equally wide on the HTK mel scale from 0 to half the rate, peak 1, no area normalisation; the models have 128 up to 8000 Hz.</summary>
/// <remarks>Computed in single precision and in the order of steps the models were trained with, to the last bit; exact weights differ by about 1e-5.</remarks>
public sealed class MelFilterbank
{
    /// <summary>Most bands of which each still spans a bin.</summary>
    public const int MostBands = AudioFormat.MelBands;

    private static readonly ConcurrentDictionary<int, MelFilterbank> Others = new();
    private readonly float[] _weights;

    private MelFilterbank(int count)
    {
        (Count, _weights) = (count, Create(AudioClock.Rate, AudioFormat.FourierSize, count));
        (Bands, BinShares) = (CreateBands(), CreateBinShares());
        Packed = CreatePacked();
    }

    /// <summary>The 128 bands of the published models.</summary>
    public static MelFilterbank Published { get; } = new(AudioFormat.MelBands);

    /// <summary>Number of bands.</summary>
    public int Count { get; }

    /// <summary>[401, bands], weight of each bin in each band.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>For each band its first bin, the number of bins it spans and where their weights begin in <see cref="Packed"/>.</summary>
    internal (int First, int Count, int Start)[] Bands { get; }

    /// <summary>The weights that are not zero, band after band.</summary>
    internal float[] Packed { get; }

    /// <summary>For each bin the first of the (at most two) bands it belongs to, and its weight in that one and the next.</summary>
    internal (int Band, float Lower, float Upper)[] BinShares { get; }

    /// <summary>So many bands over the same frequencies; made once.</summary>
    /// <param name="count">2 to 128; of more, some would span no bin.</param>
    public static MelFilterbank Of(int count)
    {
        if (count == AudioFormat.MelBands) return Published;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostBands);
        return Others.GetOrAdd(count, static bands => new MelFilterbank(bands));
    }

    /// <summary>The filterbank of another format.</summary>
    /// <param name="rate">Samples a second.</param> <param name="fourierSize">Samples of one transform.</param> <param name="bands">Number of bands; narrow ones may stay empty.</param>
    /// <returns>[fourierSize / 2 + 1, bands]</returns>
    public static float[] Create(int rate, int fourierSize, int bands)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(fourierSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        var (points, bins) = (bands + 2, fourierSize / 2 + 1);
        float highest = rate / 2;
        var edges = new float[points];
        var topMel = (float)(2595.0 * Math.Log10(1.0 + highest / 700.0));
        for (var point = 0; point < points; point++)
            edges[point] = 700f * ((float)Math.Pow(10, Spaced(point, points, topMel) / 2595f) - 1f);

        var weights = new float[bins * bands];
        for (var bin = 0; bin < bins; bin++)
        {
            var frequency = Spaced(bin, bins, highest);
            for (var band = 0; band < bands; band++)
            {
                var rising = (frequency - edges[band]) / (edges[band + 1] - edges[band]);
                var falling = (edges[band + 2] - frequency) / (edges[band + 2] - edges[band + 1]);
                weights[bin * bands + band] = Math.Max(0f, Math.Min(rising, falling));
            }
        }

        return weights;
    }

    /// <summary>Point of an even division of 0..end: the first of every run of eight counted from the nearer end, the others from that one.</summary>
    private static float Spaced(int index, int count, float end)
    {
        var step = end / (count - 1);
        var run = index - index % 8 + 8 <= count ? index - index % 8 : index;
        var first = run < count / 2 ? step * run : end - step * (count - 1 - run);
        return first + step * (index - run);
    }

    private (int First, int Count, int Start)[] CreateBands()
    {
        var bands = new (int First, int Count, int Start)[Count];
        var start = 0;
        for (var band = 0; band < bands.Length; band++)
        {
            var first = 0;
            while (Weight(first, band) == 0)
                first++;
            var last = AudioFormat.Bins - 1;
            while (Weight(last, band) == 0)
                last--;
            bands[band] = (first, last - first + 1, start);
            start += last - first + 1;
        }

        return bands;
    }

    private float[] CreatePacked()
    {
        var packed = new List<float>();
        for (var band = 0; band < Bands.Length; band++)
            for (var bin = 0; bin < Bands[band].Count; bin++)
                packed.Add(Weight(Bands[band].First + bin, band));
        return [.. packed];
    }

    private (int Band, float Lower, float Upper)[] CreateBinShares()
    {
        var shares = new (int Band, float Lower, float Upper)[AudioFormat.Bins];
        for (var bin = 0; bin < shares.Length; bin++)
        {
            var band = 0;
            while (band < Count - 2 && Weight(bin, band) == 0)
                band++;
            shares[bin] = (band, Weight(bin, band), Weight(bin, band + 1));
        }

        return shares;
    }

    private float Weight(int bin, int band) => _weights[bin * Count + band];
}
