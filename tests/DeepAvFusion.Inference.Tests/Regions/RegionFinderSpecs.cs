using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Tests.Regions;

public sealed class RegionFinderSpecs
{
    private const int Size = 64;
    private static readonly RegionSettings Settings = new(Threshold: 0.5, LeastArea: 0.004, Join: 0.15, Most: 2, Margin: 0.1, SilenceLevel: -60, Memory: 3, Heard: 0.5, Seen: 0.4);

    [Fact]
    public void Finds_nothing_in_an_empty_map() => Assert.Empty(Find(_ => { }));

    [Fact]
    public void Finds_separate_parts_largest_first_with_box_area_and_score()
    {
        var found = Find(map =>
        {
            Fill(map, 4, 8, 6, 6, 0.6f);
            Fill(map, 30, 40, 20, 10, 0.9f);
        });
        Assert.Equal(2, found.Count);
        Assert.Equal(200d / (Size * Size), found[0].Area, 6);
        Assert.Equal(0.9, found[0].Score, 3);
        Assert.Equal(30d / Size, found[0].Box.X, 6);
        Assert.Equal(20d / Size, found[0].Box.Width, 6);
        Assert.Equal(8d / Size, found[1].Box.Y, 6);
    }

    [Fact]
    public void Drops_specks_and_everything_beyond_the_most()
    {
        var found = Find(map =>
        {
            Fill(map, 0, 0, 2, 2, 1);
            Fill(map, 10, 10, 8, 8, 1);
            Fill(map, 30, 10, 9, 9, 1);
            Fill(map, 50, 10, 10, 10, 1);
        });
        Assert.Equal([100, 81], found.Select(region => (int)Math.Round(region.Area * Size * Size)));
    }

    [Fact]
    public void Joins_what_touches_at_a_corner()
    {
        var found = Find(map =>
        {
            Fill(map, 10, 10, 5, 5, 1);
            Fill(map, 15, 15, 5, 5, 1);
        });
        Assert.Single(found);
    }

    [Theory]
    [InlineData(8, 1, 1, "near and the same")]
    [InlineData(8, 1, 2, "near, but of different things")]
    [InlineData(14, 1, 2, "the same, but far")]
    [InlineData(8, null, 2, "near, and nobody knows what")]
    public void Parts_of_one_thing_are_one_region(int gap, int? labelBelow, int regions, string because)
    {
        const int patches = 4;
        var names = new float[patches * patches * 3];                          // 16 x 16 pixels each; label 1 above, another one or none below
        for (var patch = 0; patch < patches * patches; patch++)
        {
            if (patch / patches < 2) names[(patch * 3) + 1] = 0.7f;
            else if (labelBelow is { } label) names[(patch * 3) + (because.Contains("different", StringComparison.Ordinal) ? 2 : label)] = 0.7f;
        }

        var map = new float[Size * Size];
        Fill(map, 20, 20, 12, 12, 0.8f);                                       // down to row 31
        Fill(map, 24, 32 + gap, 8, 8, 0.8f);
        var found = new RegionFinder(Settings).Find(map, Size, Size, new PatchNames(names, patches, patches));

        Assert.True(found.Count == regions, $"{because}: {found.Count} regions");
        Assert.Equal(2, Find(only => map.CopyTo(only, 0)).Count);              // without names nothing is joined
        if (regions > 1) return;
        Assert.Equal((20d / Size, 20d / Size, 12d / Size, (20d + gap) / Size), (found[0].Box.X, found[0].Box.Y, found[0].Box.Width, found[0].Box.Height));
        Assert.InRange(found[0].Area * Size * Size, 144 + 64 + 1, 12 * (20 + gap));
        Assert.Contains(found[0].Outline, point => point.Y > (32d + gap) / Size);
    }

    [Theory]
    [InlineData(0.9, 0.9, 2, "both are heard")]
    [InlineData(0.9, 0.1, 1, "the other is silent")]
    public void A_part_that_shows_two_things_that_are_heard_is_cut_between_them(double left, double right, int regions, string because)
    {
        var found = new RegionFinder(Settings).Find(Drawn(map => Fill(map, 12, 20, 40, 12, 0.8f)), Size, Size, SideBySide(), [0, left, right]);

        Assert.True(found.Count == regions, $"{because}: {found.Count} regions");
        if (regions == 2) Assert.All(found, region => Assert.InRange(region.Box.Width * Size, 18, 22));
    }

    [Theory]
    [InlineData(0.9, 2)]
    [InlineData(0.3, 1)]
    public void What_is_heard_and_seen_is_a_region_though_the_map_shows_nothing_of_it(double heard, int regions)
    {
        var found = new RegionFinder(Settings).Find(Drawn(map => Fill(map, 4, 20, 20, 12, 0.8f)), Size, Size, SideBySide(), [0, 0.9, heard]);

        Assert.Equal(regions, found.Count);
        if (regions == 2) Assert.Contains(found, region => region.Box.X >= 0.5);
    }

    /// <summary>Label 1 in the left half of the picture, label 2 in the right one.</summary>
    private static PatchNames SideBySide()
    {
        const int patches = 4;
        var names = new float[patches * patches * 3];
        for (var patch = 0; patch < patches * patches; patch++) names[(patch * 3) + (patch % patches < 2 ? 1 : 2)] = 0.9f;
        return new PatchNames(names, patches, patches);
    }

    private static float[] Drawn(Action<float[]> draw)
    {
        var map = new float[Size * Size];
        draw(map);
        return map;
    }

    [Fact]
    public void The_outline_runs_around_the_part_in_few_points()
    {
        var region = Assert.Single(Find(map => Fill(map, 10, 20, 30, 12, 1)));
        Assert.InRange(region.Outline.Count, 4, 8);
        Assert.Equal(10.5 / Size, region.Outline.Min(p => p.X), 6);
        Assert.Equal(39.5 / Size, region.Outline.Max(p => p.X), 6);
        Assert.Equal(20.5 / Size, region.Outline.Min(p => p.Y), 6);
        Assert.Equal(31.5 / Size, region.Outline.Max(p => p.Y), 6);
    }

    [Fact]
    public void Ends_on_a_map_that_sounds_everywhere()
    {
        var region = Assert.Single(Find(map => Array.Fill(map, 1f)));
        Assert.Equal(1, region.Area);
    }

    private static IReadOnlyList<FoundRegion> Find(Action<float[]> draw)
    {
        var map = new float[Size * Size];
        draw(map);
        return new RegionFinder(Settings).Find(map, Size, Size);
    }

    private static void Fill(float[] map, int left, int top, int width, int height, float value)
    {
        for (var y = top; y < top + height; y++)
            map.AsSpan((y * Size) + left, width).Fill(value);
    }
}
