namespace DeepAvFusion.Inference.Regions;

/// <summary>Tells where in a picture something sounds.</summary>
public interface IRegionFinder
{
    /// <param name="probability">[height * width], 0..1, row-major.</param>
    /// <param name="width">Columns of the map</param>
    /// <param name="height">Rows of the map</param>
    /// <param name="names">What is seen in each patch; null where nothing is known of it.</param>
    /// <param name="heard">Score of each label of being heard, in the order of the names' labels; null where their labels are others.</param>
    /// <returns>The regions, largest first.</returns>
    IReadOnlyList<FoundRegion> Find(ReadOnlySpan<float> probability, int width, int height, PatchNames? names = null, IReadOnlyList<double>? heard = null);
}

/// <summary>Cuts a sounding-object map into regions: its connected parts, of which near ones that show the same are one thing, such as a tap and its bucket.</summary>
public sealed class RegionFinder(RegionSettings settings) : IRegionFinder
{
    /// <inheritdoc/>
    /// <remarks>Without names nothing is joined or cut.</remarks>
    public IReadOnlyList<FoundRegion> Find(ReadOnlySpan<float> probability, int width, int height, PatchNames? names = null, IReadOnlyList<double>? heard = null)
    {
        var mask = new bool[width * height];
        for (var i = 0; i < mask.Length; i++) mask[i] = probability[i] >= settings.Threshold;
        var (parts, numbers) = MapPart.All(mask, width, height);
        var least = Math.Max(1, settings.LeastArea * width * height);
        var masks = parts.Where(part => part.Pixels >= least).Select(part => Array.ConvertAll(numbers, number => number == part.Number)).ToList();
        if (names is not null && heard is not null && settings.Heard < 1)
        {
            var labels = Enumerable.Range(0, heard.Count).Where(label => heard[label] >= settings.Heard).ToHashSet();
            if (labels.Count > 0) masks = new NamedParts(names, labels, settings.Seen, least, width, height).Of(masks, probability);
        }

        var scores = probability.ToArray();
        return [.. Joined(masks, width, height, names).Select(one => Describe(one, scores, width, height)).OrderByDescending(region => region.Area).Take(settings.Most)];
    }

    private IEnumerable<bool[]> Joined(List<bool[]> masks, int width, int height, PatchNames? names)
    {
        var radius = (int)Math.Round(settings.Join * Math.Max(width, height) / 2);
        if (names is null || radius == 0 || masks.Count < 2) return masks;
        return masks.GroupBy(mask => names.Of(MaskPixels.Of(mask), width, height)).SelectMany(same => same.Key is null ? same : Near([.. same], width, height, radius));
    }

    /// <summary>Parts that meet when gaps are closed become one, with what was closed between them; others stay as they are.</summary>
    private static IEnumerable<bool[]> Near(List<bool[]> masks, int width, int height, int radius)
    {
        if (masks.Count < 2) return masks;
        var all = new bool[width * height];
        foreach (var mask in masks)
            foreach (var pixel in MaskPixels.Of(mask)) all[pixel] = true;
        var (_, numbers) = MapPart.All(MaskClosing.Of(all, width, height, radius), width, height);
        return masks.GroupBy(mask => numbers[Array.IndexOf(mask, true)])
            .Select(together => together.Count() == 1 ? together.Single() : Array.ConvertAll(numbers, number => number == together.Key));
    }

    private static FoundRegion Describe(bool[] mask, float[] probability, int width, int height)
    {
        var part = MapPart.All(mask, width, height).Parts.Single();
        return new FoundRegion(
            Mask: mask,
            Box: part.Box(width, height),
            Area: (double)part.Pixels / mask.Length,
            Score: MaskPixels.Of(mask).Average(pixel => (double)probability[pixel]),
            Outline: Outline.Trace(mask, width, height, part.Seed));
    }
}
