using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Sinks.Overlay;

namespace DeepAvFusion.Sinks.Tests.Overlay;

public sealed class OverlayPainterSpecs
{
    private const int Width = 640;
    private const int Height = 360;

    private readonly byte[] _pixels = new byte[Width * Height * 4];

    [Fact]
    public void Marks_a_region_and_what_is_heard()
    {
        Paint(Analyses.Make());
        Assert.True(Changed(0.1, 0.12, 0.3, 0.21) > 500, "the region has its name above it");
        Assert.True(Changed(0.1, 0.2, 0.4, 0.2 + (3.0 / Height)) > 150, "its upper edge is drawn");
        Assert.Equal(0, Changed(0.15, 0.45, 0.25, 0.55));                                // outside of the triangle
        Assert.True(Changed(0, 0.9, 0.3, 0.98) > 500, "the best label stands at the bottom");
        Assert.True(Changed(0, 0, 0.2, 0.06) > 500, "the time stands at the top");
        Assert.True(Changed(0.7, 0, 1, 0.06) > 500, "an untrained model is named");
    }

    [Fact]
    public void Shows_nothing_but_the_time_without_an_analysis()
    {
        Paint(null);
        Assert.True(Changed(0, 0, 0.2, 0.06) > 500);
        Assert.Equal(0, Changed(0, 0.1, 1, 1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0.9)]
    [InlineData(0.9, 0)]
    [InlineData(0, 0.9)]
    public void The_name_of_a_region_at_an_edge_stays_inside(double x, double y)
    {
        Paint(Marked(x, y, "helicopter"));
        var there = Changed(0, 0, 1, 1);
        Paint(Marked(0.4, 0.4, "helicopter"));
        Assert.InRange(there, 0.8 * Changed(0, 0, 1, 1), 1.2 * Changed(0, 0, 1, 1));     // as much is drawn as in the middle
    }

    [Fact]
    public void The_name_of_a_region_at_the_top_does_not_hide_the_time()
    {
        Paint(null);
        var time = Top();
        var marked = Marked(0, 0, "helicopter");
        Paint(marked with { Regions = [marked.Regions[0] with { Outline = [new(0.5, 0.5), new(0.6, 0.5), new(0.6, 0.6)] }] });
        Assert.Equal(time, Top());

        byte[] Top() => _pixels.AsSpan(0, Width * 4 * 24).ToArray().Chunk(Width * 4).SelectMany(row => row.Take(90 * 4)).ToArray();
    }

    [Theory]
    [InlineData("\u4e2d\u6587 \u0645\u0648\u0633\u064a\u0642\u0649 \u05e9 \U0001F3B8")]
    [InlineData("a label so long that it would not fit into any picture of this size and that nobody will ever read to its end anyway")]
    [InlineData("")]
    public void Any_label_can_be_shown(string label)
    {
        Paint(Marked(0.5, 0.5, label));
        Assert.True(Changed(0, 0, 1, 1) > 500);
    }

    private void Paint(AvAnalysis? analysis)
    {
        Array.Clear(_pixels);
        using var canvas = new PictureCanvas(_pixels, Width, Height);
        new OverlayPainter(Height).Paint(canvas, MediaTime.FromSeconds(12.34), analysis);
    }

    private static AvAnalysis Marked(double x, double y, string label) => Analyses.Make() with
    {
        Regions = [new SoundingRegion(7, new PictureBox(x, y, 0.1, 0.1), 0.12, 0.7, label, 0.9, [new(x, y), new(x + 0.1, y), new(x + 0.1, y + 0.1)], new SoundLevel(-24, -3))],
    };

    /// <summary>Pixels of a part, in shares of the picture, that are not black any more.</summary>
    private int Changed(double left, double top, double right, double bottom)
    {
        var count = 0;
        for (var y = (int)(top * Height); y < (int)(bottom * Height); y++)
            for (var x = (int)(left * Width); x < (int)(right * Width); x++)
                count += _pixels.AsSpan(((y * Width) + x) * 4, 3).ContainsAnyExcept((byte)0) ? 1 : 0;
        return count;
    }
}
