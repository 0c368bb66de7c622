using DeepAvFusion.Model.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>A picture and its label map, transformed together.</summary>
internal static class LabelledImageFamily
{
    public static void Run(GoldenSession session)
    {
        var config = session.Case.Config;
        var (pixels, width, height) = ImageFamily.Pixels(session);
        var labels = session.Case.Input("labels").Integers!;
        var transform = new ImageTransform(GoldenConfig.Number(config, "size"));
        var picture = new float[transform.Length];
        transform.Evaluate(pixels, width, height, transform.Size, picture);
        session.Expect("eval_image", ImageFamily.Shape(picture, transform.Size));

        var geometry = ImageGeometry.Centre(width, height, transform.Size, transform.Size);
        var map = new long[transform.Size * transform.Size];
        LabelResampler.Resize(labels, width, height, PixelBox.Whole(width, height), geometry.Width, geometry.Height, geometry.Crop, flip: false, map.AsSpan());
        session.Expect("eval_labels", Shape(map, transform.Size));
        var present = config.GetProperty("class_ids").EnumerateArray().Select(id => id.GetInt64()).ToHashSet();
        session.Expect("labels_filtered", Shape([.. map.Select(label => present.Contains(label + 1) ? label : 0)], transform.Size));

        var (box, flip) = (ImageFamily.Box(config.GetProperty("box")), config.GetProperty("flip").GetBoolean());
        transform.Crop(pixels, width, height, box, flip, picture);
        session.Expect("crop_image", ImageFamily.Shape(picture, transform.Size));
        LabelResampler.Resize(
            labels, width, height, box, transform.Size, transform.Size, PixelBox.Whole(transform.Size, transform.Size), flip, map.AsSpan());
        session.Expect("crop_labels", Shape(map, transform.Size));
    }

    private static Tensor Shape(long[] map, int size) => tensor(map, [size, size]);
}
