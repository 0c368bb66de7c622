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
    public int? Of(IEnumerable<int> pixels, int width, int height)
    {
        var names = Probabilities.Span;
        var (sums, count) = (new double[Labels], 0);
        foreach (var patch in pixels.CountBy(pixel => (pixel / width * Rows / height * Columns) + (pixel % width * Columns / width)))
        {
            count += patch.Value;
            for (var label = 0; label < sums.Length; label++) sums[label] += patch.Value * (double)names[(patch.Key * sums.Length) + label];
        }

        var best = Array.IndexOf(sums, sums.Max());
        return sums[best] >= LeastShare * count ? best : null;
    }

    /// <summary>Which of some labels each pixel shows best, between the middles of patches.</summary>
    /// <param name="labels">The labels that are asked for</param>
    /// <param name="least">Share of a patch that must show it</param>
    /// <param name="width">Columns of the picture</param>
    /// <param name="height">Rows of the picture</param>
    /// <returns>[height * width], indexes of labels; -1 where none is seen well enough.</returns>
    public int[] Best(IReadOnlyCollection<int> labels, double least, int width, int height)
    {
        var names = Probabilities.Span;
        var best = new int[width * height];
        var (rows, columns) = (Neighbours(height, Rows), Neighbours(width, Columns));
        for (var pixel = 0; pixel < best.Length; pixel++)
        {
            var (row, column) = (rows[pixel / width], columns[pixel % width]);
            var (which, most) = (-1, least);
            foreach (var label in labels)
            {
                var upper = Between(names, row.First, column, label);
                var share = upper + (row.Share * (Between(names, row.Second, column, label) - upper));
                if (share >= most) (which, most) = (label, share);
            }

            best[pixel] = which;
        }

        return best;
    }

    private double Between(ReadOnlySpan<float> names, int row, (int First, int Second, double Share) column, int label)
    {
        double left = names[(((row * Columns) + column.First) * Labels) + label], right = names[(((row * Columns) + column.Second) * Labels) + label];
        return left + (column.Share * (right - left));
    }

    /// <summary>The patches whose middles each pixel lies between, and how far it is from the first to the second.</summary>
    private static (int First, int Second, double Share)[] Neighbours(int pixels, int patches)
    {
        var all = new (int, int, double)[pixels];
        for (var i = 0; i < pixels; i++)
        {
            var place = Math.Clamp(((i + 0.5) * patches / pixels) - 0.5, 0, patches - 1);
            all[i] = ((int)place, Math.Min((int)place + 1, patches - 1), place - (int)place);
        }

        return all;
    }
}
