using System.Text.Json;
using DeepAvFusion.Model.Features;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden.Families;

/// <summary>Picture to normalised tensor: the evaluation path, and boxes of the training path.</summary>
internal static class ImageFamily
{
    public static void Run(GoldenSession session)
    {
        var config = session.Case.Config;
        var (pixels, width, height) = Pixels(session);
        var transform = new ImageTransform(GoldenConfig.Number(config, "size"));
        var picture = new float[transform.Length];
        transform.Evaluate(pixels, width, height, GoldenConfig.Number(config, "resize_shorter"), picture);
        session.Expect("eval", Shape(picture, transform.Size));
        var flips = config.GetProperty("flips");
        foreach (var (index, box) in config.GetProperty("boxes").EnumerateArray().Index())
        {
            transform.Crop(pixels, width, height, Box(box), flips[index].GetBoolean(), picture);
            session.Expect($"crop_flip_{index}", Shape(picture, transform.Size));
        }
    }

    /// <summary>A recorded box: top, left, height, width.</summary>
    public static PixelBox Box(JsonElement box) =>
        new(Left: box[1].GetInt32(), Top: box[0].GetInt32(), Width: box[3].GetInt32(), Height: box[2].GetInt32());

    public static Tensor Shape(float[] picture, int size) => tensor(picture, [3, size, size]);

    public static (byte[] Pixels, int Width, int Height) Pixels(GoldenSession session)
    {
        if (!session.Case.HasInput("pixels")) return Formula(session.Case.Config.GetProperty("formula"));
        var file = session.Case.Input("pixels");
        return ([.. file.Floats!.Select(value => (byte)value)], (int)file.Shape[1], (int)file.Shape[0]);
    }

    private static (byte[] Pixels, int Width, int Height) Formula(JsonElement formula)
    {
        var (width, height, shift) = (GoldenConfig.Number(formula, "width"), GoldenConfig.Number(formula, "height"), GoldenConfig.Number(formula, "k"));
        var pixels = new byte[width * height * 3];
        for (var index = 0; index < pixels.Length; index++)
        {
            var (x, y, c) = (index / 3 % width, index / 3 / width, index % 3);
            pixels[index] = (byte)((((x * (7 + c)) + (y * (13 + (2 * c))) + (c * 29)) ^ ((x * y) >> (3 + shift))) & 255);
        }

        return (pixels, width, height);
    }
}
