using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Regions;

/// <summary>A connected part of a mask.</summary>
/// <param name="number">Its entry in the numbered map, from 1 on.</param>
/// <param name="seed">First pixel in reading order; its upper neighbours are outside.</param>
internal sealed class MapPart(int number, int seed)
{
    public int Number => number;

    public int Seed => seed;

    public int Pixels { get; private set; }

    private int Left { get; set; } = int.MaxValue;

    private int Top { get; set; } = int.MaxValue;

    private int Right { get; set; }

    private int Bottom { get; set; }

    /// <summary>Finds the parts of a mask (8-connected).</summary>
    /// <param name="mask">[height * width], row-major</param>
    /// <returns>The parts in reading order, and for each pixel the number of its part or 0.</returns>
    public static (List<MapPart> Parts, int[] Numbers) All(bool[] mask, int width, int height)
    {
        var (parts, numbers, pending) = (new List<MapPart>(), new int[mask.Length], new Stack<int>());
        for (var i = 0; i < mask.Length; i++)
        {
            if (!mask[i] || numbers[i] != 0) continue;
            var part = new MapPart(parts.Count + 1, i);
            part.Fill(mask, numbers, width, height, pending);
            parts.Add(part);
        }

        return (parts, numbers);
    }

    /// <summary>Its box in a picture of the mask's size.</summary>
    public PictureBox Box(int width, int height) => new((double)Left / width, (double)Top / height, (Right - Left + 1d) / width, (Bottom - Top + 1d) / height);

    private void Fill(bool[] mask, int[] numbers, int width, int height, Stack<int> pending)
    {
        numbers[seed] = number;
        pending.Push(seed);
        while (pending.TryPop(out var at))
        {
            var (x, y) = (at % width, at / width);
            Pixels++;
            (Left, Right) = (Math.Min(Left, x), Math.Max(Right, x));
            (Top, Bottom) = (Math.Min(Top, y), Math.Max(Bottom, y));
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                {
                    var next = (ny * width) + nx;
                    if (!mask[next] || numbers[next] != 0) continue;
                    numbers[next] = number;
                    pending.Push(next);
                }
            }
        }
    }
}
