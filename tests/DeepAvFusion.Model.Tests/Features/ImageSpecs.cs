using System.Text.Json;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Model.Tests.Features;

public sealed class ImageSpecs
{
    [GoldenFact("09_image_demo")]
    public void Frame_of_a_real_video() => CheckFrame("09_image_demo");

    [GoldenFact("09_image_demo_small")]
    public void Frame_for_a_small_model() => CheckFrame("09_image_demo_small");

    [Fact]
    public void Frame_that_has_to_shrink() => CheckFrame("09_image_shrink");

    [Fact]
    public void Labels_follow_their_picture()
    {
        var golden = GoldenCase.Open("09_image_with_labels");
        var (width, height, size) = (Number(golden, "width"), Number(golden, "height"), Number(golden, "size"));
        var rgb = Bytes(golden.Input("pixels"));
        var labels = golden.InputIntegers("labels");
        var transform = new ImageTransform(size);
        var image = new float[transform.Length];
        var map = new long[size * size];

        transform.Evaluate(rgb, width, height, size, image);
        golden.Check("eval_image", image);
        var geometry = ImageGeometry.Centre(width, height, size, size);
        LabelResampler.Resize(labels, width, height, PixelBox.Whole(width, height), geometry.Width, geometry.Height, geometry.Crop, false, map);
        golden.CheckIntegers("eval_labels", map);

        var box = Box(golden.Config.GetProperty("box"));
        transform.Crop(rgb, width, height, box, golden.Config.GetProperty("flip").GetBoolean(), image);
        golden.Check("crop_image", image);
        LabelResampler.Resize(labels, width, height, box, size, size, PixelBox.Whole(size, size), golden.Config.GetProperty("flip").GetBoolean(), map);
        golden.CheckIntegers("crop_labels", map);
    }

    [Fact]
    public void Stretch_keeps_all_of_the_picture()
    {
        byte[] rgb = [255, 0, 0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 255, 0, 0, 0, 255, 0];     // 2 wide, 3 high: red left, green right
        var transform = new ImageTransform(2);
        var image = new float[transform.Length];
        transform.Stretch(rgb, 2, 3, image);
        var red = (1f - ImageTransform.Mean[0]) / ImageTransform.Deviation[0];
        var noRed = -ImageTransform.Mean[0] / ImageTransform.Deviation[0];
        Assert.Equal([red, noRed, red, noRed], image[..4]);
    }

    [Fact]
    public void Resizing_to_the_same_size_changes_nothing()
    {
        var rgb = new byte[5 * 7 * 3];
        new Random(1).NextBytes(rgb);
        var same = new byte[rgb.Length];
        ImageResampler.Resize(rgb, 5, 7, PixelBox.Whole(5, 7), 5, 7, PixelBox.Whole(5, 7), same);
        Assert.Equal(rgb, same);
    }

    [Fact]
    public void A_part_is_the_same_as_cutting_it_from_the_whole()
    {
        var rgb = new byte[61 * 47 * 3];
        new Random(2).NextBytes(rgb);
        var whole = new byte[33 * 90 * 3];
        ImageResampler.Resize(rgb, 61, 47, new(3, 4, 50, 40), 33, 90, PixelBox.Whole(33, 90), whole);
        var part = new byte[10 * 20 * 3];
        ImageResampler.Resize(rgb, 61, 47, new(3, 4, 50, 40), 33, 90, new(7, 30, 10, 20), part);
        for (var row = 0; row < 20; row++)
            Assert.Equal(whole.AsSpan(((30 + row) * 33 + 7) * 3, 30).ToArray(), part.AsSpan(row * 30, 30).ToArray());
    }

    [Fact]
    public void Crops_are_reproducible_and_lie_inside()
    {
        var (first, second) = (new Random(7), new Random(7));
        for (var draw = 0; draw < 2000; draw++)
        {
            var (width, height) = (1 + draw % 37, 1 + draw % 53);
            var box = RandomCrop.Draw(width, height, RandomCrop.PublishedMinimum, first);
            Assert.Equal(box, RandomCrop.Draw(width, height, RandomCrop.PublishedMinimum, second));
            Assert.True(box.Left >= 0 && box.Top >= 0 && box.Width > 0 && box.Height > 0 && box.Left + box.Width <= width && box.Top + box.Height <= height);
        }

        Assert.Equal(new PixelBox(300, 0, 400, 300), RandomCrop.Largest(1000, 300));
        Assert.Equal(new PixelBox(0, 300, 300, 400), RandomCrop.Largest(300, 1000));
    }

    [Theory]
    [InlineData(0.0, 0.0, 1.0, 1.0, 0, 0, 320, 180)]
    [InlineData(0.25, 0.5, 0.5, 0.25, 80, 90, 160, 45)]
    [InlineData(0.001, 0.001, 0.001, 0.001, 0, 0, 1, 1)]
    [InlineData(0.9, 0.9, 0.5, 0.5, 288, 162, 32, 18)]
    [InlineData(-0.5, 2.0, 0.1, 0.1, 0, 179, 1, 1)]
    public void A_box_of_shares_covers_the_pixels_it_touches(double x, double y, double w, double h, int left, int top, int width, int height) =>
        Assert.Equal(new PixelBox(left, top, width, height), PixelBox.Of(new PictureBox(x, y, w, h), 320, 180));

    [Fact]
    public void A_box_outside_the_picture_is_refused()
    {
        var transform = new ImageTransform(4);
        var error = Assert.Throws<ArgumentException>(() => transform.Crop(new byte[48], 4, 4, new(2, 0, 3, 4), false, new float[transform.Length]));
        Assert.Contains("a box of 3 x 4 at (2, 0) does not lie in a picture of 4 x 4", error.Message, StringComparison.Ordinal);
    }

    private static void CheckFrame(string name)
    {
        var golden = GoldenCase.Open(name);
        var (rgb, width, height) = Pixels(golden);
        var transform = new ImageTransform(Number(golden, "size"));
        var image = new float[transform.Length];
        transform.Evaluate(rgb, width, height, Number(golden, "resize_shorter"), image);
        golden.Check("eval", image);
        var boxes = golden.Config.GetProperty("boxes").EnumerateArray().Select(Box);
        var flips = golden.Config.GetProperty("flips").EnumerateArray().Select(flip => flip.GetBoolean());
        foreach (var (index, (box, flip)) in boxes.Zip(flips).Index())
        {
            transform.Crop(rgb, width, height, box, flip, image);
            golden.Check($"crop_flip_{index}", image);
        }
    }

    private static (byte[] Rgb, int Width, int Height) Pixels(GoldenCase golden)
    {
        if (golden.Config.TryGetProperty("formula", out var formula))
        {
            var (width, height, k) = (formula.GetProperty("width").GetInt32(), formula.GetProperty("height").GetInt32(), formula.GetProperty("k").GetInt32());
            var rgb = new byte[width * height * 3];
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    for (var c = 0; c < 3; c++)
                        rgb[(y * width + x) * 3 + c] = (byte)((x * (7 + c) + y * (13 + 2 * c) + c * 29) ^ (x * y >> (3 + k)));
            return (rgb, width, height);
        }

        var shape = golden.Root.GetProperty("inputs").GetProperty("pixels").GetProperty("shape");
        return (Bytes(golden.Input("pixels")), shape[1].GetInt32(), shape[0].GetInt32());
    }

    private static byte[] Bytes(float[] values) => [.. values.Select(value => (byte)value)];

    private static int Number(GoldenCase golden, string name) => golden.Config.GetProperty(name).GetInt32();

    private static PixelBox Box(JsonElement box) => new(box[1].GetInt32(), box[0].GetInt32(), box[3].GetInt32(), box[2].GetInt32());
}
