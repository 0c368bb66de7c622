using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Regions;

/// <summary>Cuts a sounding-object map into its connected parts.</summary>
public sealed class RegionFinder(RegionSettings settings)
{
    /// <param name="probability">[height * width], 0..1, row-major.</param>
    /// <returns>The parts above the threshold (8-connected), largest first.</returns>
    public IReadOnlyList<FoundRegion> Find(ReadOnlySpan<float> probability, int width, int height)
    {
        var label = new int[width * height];
        var parts = new List<Part>();
        var pending = new Stack<int>();
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] == 0 && probability[i] >= settings.Threshold)
                parts.Add(Fill(probability, width, height, i, parts.Count + 1, label, pending));
        }
        var least = Math.Max(1, settings.LeastArea * width * height);
        return [.. parts.Where(part => part.Pixels >= least).OrderByDescending(part => part.Pixels).Take(settings.Most)
            .Select(part => Describe(part, label, width, height))];
    }

    private Part Fill(ReadOnlySpan<float> probability, int width, int height, int seed, int number, int[] label, Stack<int> pending)
    {
        var part = new Part(number, seed);
        label[seed] = number;
        pending.Push(seed);
        while (pending.TryPop(out var at))
        {
            var (x, y) = (at % width, at / width);
            part.Add(x, y, probability[at]);
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                {
                    var next = (ny * width) + nx;
                    if (label[next] != 0 || probability[next] < settings.Threshold)
                        continue;
                    label[next] = number;
                    pending.Push(next);
                }
            }
        }
        return part;
    }

    private static FoundRegion Describe(Part part, int[] label, int width, int height)
    {
        var mask = new bool[label.Length];
        for (var i = 0; i < label.Length; i++)
            mask[i] = label[i] == part.Number;
        return new FoundRegion(
            Mask: mask,
            Box: new PictureBox((double)part.Left / width, (double)part.Top / height, (part.Right - part.Left + 1d) / width, (part.Bottom - part.Top + 1d) / height),
            Area: (double)part.Pixels / label.Length,
            Score: part.Sum / part.Pixels,
            Outline: Outline.Trace(mask, width, height, part.Seed));
    }

    private sealed class Part(int number, int seed)
    {
        public int Number => number;

        /// <summary>First pixel in reading order; its upper neighbours are outside.</summary>
        public int Seed => seed;

        public int Pixels { get; private set; }

        public double Sum { get; private set; }

        public int Left { get; private set; } = int.MaxValue;

        public int Top { get; private set; } = int.MaxValue;

        public int Right { get; private set; }

        public int Bottom { get; private set; }

        public void Add(int x, int y, float probability)
        {
            Pixels++;
            Sum += probability;
            (Left, Right) = (Math.Min(Left, x), Math.Max(Right, x));
            (Top, Bottom) = (Math.Min(Top, y), Math.Max(Bottom, y));
        }
    }
}
