using System.Numerics;
using DeepAvFusion.Scenes.Drawing;

namespace DeepAvFusion.Scenes.Tests.Drawing;

public sealed class CanvasSpecs
{
    private static readonly Colour Full = new(1, 1, 1);

    [Theory]
    [InlineData(2.25f, 3.5f, 9.75f, 8.125f)]
    [InlineData(-5, -5, 4.5f, 4.5f)]
    [InlineData(10.5f, 12.5f, 40, 40)]
    [InlineData(-10, 7.25f, 50, 7.5f)]
    public void Box_covers_exactly_its_area_and_what_lies_outside_is_cut_off(float x0, float y0, float x1, float y1)
    {
        var (pen, rgb, _) = New();
        pen.Box(x0, y0, x1, y1).Fill(Full);
        var (width, height) = (Math.Min(x1, 16) - Math.Max(x0, 0), Math.Min(y1, 16) - Math.Max(y0, 0));
        Assert.Equal(width * height, rgb.Sum(value => value / 255.0) / 3, 0.15);
    }

    [Fact]
    public void Outlines_that_turn_the_same_way_add_up_without_getting_darker_than_full()
    {
        var (pen, rgb, _) = New();
        pen.Path(2, 2).To(8, 2).To(8, 8).To(2, 8).Also(5, 5).To(11, 5).To(11, 11).To(5, 11).Fill(Full);
        Assert.Equal(36 + 36 - 9, rgb.Sum(value => value / 255.0) / 3, 0.01);
    }

    [Fact]
    public void Disc_and_line_cover_about_their_area()
    {
        var (pen, rgb, _) = New();
        pen.Disc(8, 8, 6).Fill(Full);
        Assert.InRange(rgb.Sum(value => value / 255.0) / 3, 0.96 * Math.PI * 36, Math.PI * 36);
        var (second, line, _) = New();
        second.Line(2, Full, 3, 3, 12, 12);
        Assert.InRange(line.Sum(value => value / 255.0) / 3, 2 * Math.Sqrt(162), (2 * Math.Sqrt(162)) + Math.PI + 1);
    }

    [Fact]
    public void Pixels_belong_to_the_thing_in_front()
    {
        var (pen, _, owners) = New();
        pen.Canvas.BeginThing(1);
        pen.Box(0, 0, 10, 10).Fill(Full);
        Assert.Equal(100, pen.Canvas.EndThing());
        pen.Canvas.BeginThing(2);
        pen.Box(5, 0, 15, 10).Fill(Full);
        Assert.Equal(100, pen.Canvas.EndThing());
        Assert.Equal((50, 100), (owners.Count(owner => owner == 1), owners.Count(owner => owner == 2)));
    }

    [Fact]
    public void Numbers_that_are_not_places_draw_nothing()
    {
        var (pen, rgb, _) = New();
        pen.Path(float.NaN, 2).To(5, float.PositiveInfinity).To(float.NegativeInfinity, float.NaN).Fill(Full);
        Assert.All(rgb, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_flat_transform_is_refused()
    {
        var (pen, _, _) = New();
        Assert.Throws<ArgumentException>(() => pen.Transform = Matrix3x2.CreateScale(0, 1));
    }

    private static (Pen Pen, byte[] Rgb, byte[] Owners) New()
    {
        var (rgb, owners) = (new byte[16 * 16 * 3], new byte[256]);
        return (new Pen(new Canvas(16, 16, rgb, owners)), rgb, owners);
    }
}
