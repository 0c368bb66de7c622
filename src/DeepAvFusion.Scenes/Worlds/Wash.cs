using DeepAvFusion.Scenes.Drawing;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>Covers a whole canvas: runs of colour between its corners, soft clouds, the grain and exposure of a camera.</summary>
internal static class Wash
{
    public static void Corners(Canvas canvas, Colour topLeft, Colour topRight, Colour bottomLeft, Colour bottomRight)
    {
        var rgb = canvas.Rgb;
        for (var y = 0; y < canvas.Height; y++)
        {
            var down = y / (float)canvas.Height;
            var from = topLeft.Mix(bottomLeft, down);
            var to = topRight.Mix(bottomRight, down);
            var (r, g, b) = (from.R * 255.9f, from.G * 255.9f, from.B * 255.9f);
            var (dr, dg, db) = ((to.R * 255.9f) - r, (to.G * 255.9f) - g, (to.B * 255.9f) - b);
            var step = 1f / canvas.Width;
            var row = rgb.AsSpan(y * canvas.Width * 3, canvas.Width * 3);
            for (var (x, share) = (0, 0f); x < row.Length; x += 3, share += step)
            {
                row[x] = (byte)(r + (dr * share));
                row[x + 1] = (byte)(g + (dg * share));
                row[x + 2] = (byte)(b + (db * share));
            }
        }
    }

    /// <summary>Lays clouds of one colour over the picture, computed at a quarter of its size.</summary>
    public static void Clouds(Canvas canvas, Colour colour, float acrossX, float acrossY, float strength, float offset)
    {
        const int Coarse = 4;
        var columns = (canvas.Width / Coarse) + 2;
        Span<float> above = stackalloc float[columns];
        Span<float> below = stackalloc float[columns];
        Line(below, 0);
        for (var y = 0; y < canvas.Height; y++)
        {
            if (y % Coarse == 0)
            {
                below.CopyTo(above);
                Line(below, (y / Coarse) + 1);
            }

            var down = y % Coarse / (float)Coarse;
            var row = canvas.Rgb.AsSpan(y * canvas.Width * 3, canvas.Width * 3);
            for (var x = 0; x < canvas.Width; x++)
            {
                var c = x / Coarse;
                var right = x % Coarse / (float)Coarse;
                var left = above[c] + ((below[c] - above[c]) * down);
                var next = above[c + 1] + ((below[c + 1] - above[c + 1]) * down);
                var share = left + ((next - left) * right);
                row[3 * x] = (byte)(row[3 * x] + (((colour.R * 255) - row[3 * x]) * share));
                row[(3 * x) + 1] = (byte)(row[(3 * x) + 1] + (((colour.G * 255) - row[(3 * x) + 1]) * share));
                row[(3 * x) + 2] = (byte)(row[(3 * x) + 2] + (((colour.B * 255) - row[(3 * x) + 2]) * share));
            }
        }

        void Line(Span<float> into, int coarseY)
        {
            for (var c = 0; c < into.Length; c++)
            {
                var cloud = ValueNoise.Cloud((c * Coarse * acrossX / canvas.Width) + offset, (coarseY * Coarse * acrossY / canvas.Height) + offset);
                into[c] = strength * Math.Clamp((cloud - 0.3f) * 2, 0, 1);
            }
        }
    }

    /// <summary>What a camera does to a picture: brighter or darker, more or less contrast, and noise.</summary>
    /// <param name="noise">Largest change by noise, 0..255.</param>
    public static void Expose(Span<byte> rgb, ref SceneRandom random, float gain, float gamma, float noise)
    {
        Span<byte> curve = stackalloc byte[256];
        for (var i = 0; i < 256; i++) curve[i] = (byte)Math.Clamp((255 * gain * MathF.Pow(i / 255f, gamma)) + 0.5f, 0, 255);
        var bits = random.NextBits() | 1;
        var scale = (int)(noise * 256 / 127);
        for (var i = 0; i < rgb.Length; i++)
        {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            var shake = ((int)(bits & 127) + (int)((bits >> 7) & 127) - 127) * scale >> 8;
            rgb[i] = (byte)Math.Clamp(curve[rgb[i]] + shake, 0, 255);
        }
    }
}
