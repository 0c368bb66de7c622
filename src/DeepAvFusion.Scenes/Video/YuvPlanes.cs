namespace DeepAvFusion.Scenes.Video;

/// <summary>RGB to planar YUV 4:2:0 (BT.601, 16..235), colour averaged over two by two pixels.</summary>
internal static class YuvPlanes
{
    /// <param name="rgb">width * height * 3</param>
    /// <param name="planes">width * height luma, then a quarter of that for each colour difference.</param>
    public static void Write(ReadOnlySpan<byte> rgb, int width, int height, Span<byte> planes)
    {
        var luma = planes[..(width * height)];
        var blue = planes.Slice(width * height, width * height / 4);
        var red = planes.Slice(width * height * 5 / 4, width * height / 4);
        for (var y = 0; y < height; y += 2)
        {
            var upper = rgb.Slice(y * width * 3, width * 3);
            var lower = rgb.Slice((y + 1) * width * 3, width * 3);
            var lumaUpper = luma.Slice(y * width, width);
            var lumaLower = luma.Slice((y + 1) * width, width);
            var blueRow = blue.Slice(y * width / 4, width / 2);
            var redRow = red.Slice(y * width / 4, width / 2);
            for (var x = 0; x < width; x += 2)
            {
                var a = upper.Slice(3 * x, 6);
                var b = lower.Slice(3 * x, 6);
                lumaUpper[x] = Luma(a[0], a[1], a[2]);
                lumaUpper[x + 1] = Luma(a[3], a[4], a[5]);
                lumaLower[x] = Luma(b[0], b[1], b[2]);
                lumaLower[x + 1] = Luma(b[3], b[4], b[5]);
                var (r4, g4, b4) = (a[0] + a[3] + b[0] + b[3], a[1] + a[4] + b[1] + b[4], a[2] + a[5] + b[2] + b[5]);
                blueRow[x / 2] = (byte)(((-38 * r4) - (74 * g4) + (112 * b4) + 512 + (128 << 10)) >> 10);
                redRow[x / 2] = (byte)(((112 * r4) - (94 * g4) - (18 * b4) + 512 + (128 << 10)) >> 10);
            }
        }
    }

    private static byte Luma(int r, int g, int b) => (byte)(((66 * r) + (129 * g) + (25 * b) + 128 + (16 << 8)) >> 8);
}
