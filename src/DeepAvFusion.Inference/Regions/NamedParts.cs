namespace DeepAvFusion.Inference.Regions;

/// <summary>Brings the parts of a map into line with what is heard in the window and seen in its picture: one part a thing, and none missing.</summary>
/// <param name="names">What is seen in each patch.</param>
/// <param name="heard">Labels that are heard.</param>
/// <param name="seen">Share of a patch that must show a label.</param>
/// <param name="least">Fewest pixels of a part.</param>
/// <param name="width">Columns of the map</param>
/// <param name="height">Rows of the map</param>
internal sealed class NamedParts(PatchNames names, IReadOnlySet<int> heard, double seen, double least, int width, int height)
{
    private const double LeastShare = 0.2;                     // of a part's pixels that must show a label for it to be cut off
    private const float Faint = 0.12f;                         // probability that supports what is heard and seen
    private const double Supported = 0.4;                      // share of a thing's pixels from which on only supported ones are taken

    private readonly int[] _shown = names.Best([.. Enumerable.Range(0, names.Labels)], seen, width, height);

    /// <param name="masks">The map's own parts.</param>
    /// <param name="probability">[height * width], the map.</param>
    public List<bool[]> Of(List<bool[]> masks, ReadOnlySpan<float> probability)
    {
        var all = masks.SelectMany(Cut).ToList();
        var marked = new bool[_shown.Length];
        foreach (var mask in all)
            foreach (var pixel in MaskPixels.Of(mask)) marked[pixel] = true;
        var known = all.Select(mask => names.Of(MaskPixels.Of(mask), width, height)).ToHashSet();
        foreach (var label in heard.Where(label => !known.Contains(label)).Order())
            if (Missed(label, marked, probability) is { } missed) all.Add(missed);
        return all;
    }

    /// <summary>A part that shows several heard labels becomes one a label.</summary>
    private IEnumerable<bool[]> Cut(bool[] mask)
    {
        var pixels = MaskPixels.Of(mask);
        var labels = pixels.CountBy(pixel => _shown[pixel]).Where(label => heard.Contains(label.Key) && label.Value >= Math.Max(least, LeastShare * pixels.Count)).Select(label => label.Key).ToList();
        if (labels.Count < 2) return [mask];
        var best = names.Best(labels, 0, width, height);
        return labels.Select(label => Largest(Array.ConvertAll(Numbered(mask, best), number => number == label + 1))).OfType<bool[]>();
    }

    /// <summary>A label that is heard and seen, of which the map shows nothing: where it is seen, and where that is enough, where the map is not sure that it is silent.</summary>
    private bool[]? Missed(int label, bool[] marked, ReadOnlySpan<float> probability)
    {
        var (all, supported, counts) = (new bool[marked.Length], new bool[marked.Length], (All: 0, Supported: 0));
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = _shown[i] == label && !marked[i];
            supported[i] = all[i] && probability[i] >= Faint;
            counts = (counts.All + (all[i] ? 1 : 0), counts.Supported + (supported[i] ? 1 : 0));
        }

        return Largest(counts.Supported >= Supported * counts.All ? supported : all);
    }

    private static int[] Numbered(bool[] mask, int[] best)
    {
        var numbers = new int[mask.Length];
        for (var i = 0; i < mask.Length; i++) numbers[i] = mask[i] ? best[i] + 1 : 0;
        return numbers;
    }

    /// <summary>The largest connected part; null where it is too small.</summary>
    private bool[]? Largest(bool[] mask)
    {
        var (parts, numbers) = MapPart.All(mask, width, height);
        return parts.MaxBy(part => part.Pixels) is { } largest && largest.Pixels >= least ? Array.ConvertAll(numbers, number => number == largest.Number) : null;
    }
}
