using System.Numerics;

namespace DeepAvFusion.Inference.Regions;

/// <summary>What is seen in each patch of one window's picture.</summary>
/// <param name="Probabilities">[rows * columns * labels], 0..1</param>
/// <param name="Rows">Rows of patches</param>
/// <param name="Columns">Columns of patches</param>
public sealed record PatchNames(ReadOnlyMemory<float> Probabilities, int Rows, int Columns)
{
    private const double LeastShare = 0.1;

    /// <summary>Number of labels.</summary>
    public int Labels => Probabilities.Length / (Rows * Columns);

    /// <summary>The label that most of the pixels show.</summary>
    /// <param name="pixels">Indexes into a picture of <paramref name="width"/> times <paramref name="height"/></param>
    /// <returns>Its index; null where no label is seen well enough.</returns>
    public int? Of(IReadOnlyList<int> pixels, int width, int height)
    {
        var names = Probabilities.Span;
        var (sums, counts) = (new double[Labels], new int[Rows * Columns]);
        foreach (var pixel in pixels) counts[(pixel / width * Rows / height * Columns) + (pixel % width * Columns / width)]++;
        for (var patch = 0; patch < counts.Length; patch++)
        {
            if (counts[patch] == 0) continue;
            for (var label = 0; label < sums.Length; label++) sums[label] += counts[patch] * (double)names[(patch * sums.Length) + label];
        }

        var best = Array.IndexOf(sums, sums.Max());
        return sums[best] >= LeastShare * pixels.Count ? best : null;
    }

    /// <summary>Which of some labels each pixel shows best, between the middles of patches.</summary>
    /// <param name="labels">The labels that are asked for</param>
    /// <param name="least">Share of a patch that must show it</param>
    /// <param name="width">Columns of the picture</param>
    /// <param name="height">Rows of the picture</param>
    /// <returns>[height * width], indexes of labels; -1 where none is seen well enough.</returns>
    public int[] Best(IReadOnlyCollection<int> labels, double least, int width, int height)
    {
        var best = new int[width * height];
        var shares = labels.Select(label => (Label: label, Rows: Widened(label, width))).ToList();     // [Rows, width] each
        var most = new float[width];
        var neighbours = Neighbours(height, Rows);
        for (var y = 0; y < height; y++)
        {
            var (first, second, share) = neighbours[y];
            var line = best.AsSpan(y * width, width);
            line.Fill(-1);
            Array.Fill(most, (float)least);
            foreach (var (label, rows) in shares)
                Take(rows.AsSpan(first * width, width), rows.AsSpan(second * width, width), share, label, line, most);
        }

        return best;
    }

    /// <summary>Gives a label to the pixels of a line that show it at least as much as any before.</summary>
    private static void Take(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float share, int label, Span<int> line, Span<float> most)
    {
        var x = 0;
        for (; x + Vector<float>.Count <= most.Length; x += Vector<float>.Count)
        {
            var (above, leader) = (new Vector<float>(upper[x..]), new Vector<float>(most[x..]));
            var shown = above + (share * (new Vector<float>(lower[x..]) - above));
            var isMore = Vector.GreaterThanOrEqual(shown, leader);
            Vector.ConditionalSelect(isMore, shown, leader).CopyTo(most[x..]);
            Vector.ConditionalSelect(isMore, new Vector<int>(label), new Vector<int>(line[x..])).CopyTo(line[x..]);
        }

        for (; x < most.Length; x++)
        {
            var shown = upper[x] + (share * (lower[x] - upper[x]));
            if (shown >= most[x]) (line[x], most[x]) = (label, shown);
        }
    }

    /// <summary>How much of each row of patches shows a label, at every column of the picture: [Rows, width].</summary>
    private float[] Widened(int label, int width)
    {
        var names = Probabilities.Span;
        var (wide, columns) = (new float[Rows * width], Neighbours(width, Columns));
        for (var row = 0; row < Rows; row++)
        {
            for (var x = 0; x < width; x++)
            {
                var (first, second, share) = columns[x];
                var (left, right) = (names[(((row * Columns) + first) * Labels) + label], names[(((row * Columns) + second) * Labels) + label]);
                wide[(row * width) + x] = left + (share * (right - left));
            }
        }

        return wide;
    }

    /// <summary>The patches whose middles each pixel lies between, and how far it is from the first to the second.</summary>
    private static (int First, int Second, float Share)[] Neighbours(int pixels, int patches)
    {
        var all = new (int, int, float)[pixels];
        for (var i = 0; i < pixels; i++)
        {
            var place = Math.Clamp(((i + 0.5) * patches / pixels) - 0.5, 0, patches - 1);
            all[i] = ((int)place, Math.Min((int)place + 1, patches - 1), (float)(place - (int)place));
        }

        return all;
    }
}
