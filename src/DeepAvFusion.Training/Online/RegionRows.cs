using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Training.Online;

/// <summary>Which patches of a picture lie in a region that somebody marked.</summary>
internal static class RegionRows
{
    /// <param name="rows">Patches, row by row, of a square picture.</param>
    /// <param name="least">So many are in any case: those next to its middle.</param>
    /// <returns>One a patch; null where they make no square.</returns>
    public static bool[]? Of(PictureBox region, int rows, int least)
    {
        var side = (int)Math.Round(Math.Sqrt(rows));
        if (side * side != rows) return null;
        var centres = Enumerable.Range(0, rows).Select(row => (X: ((row % side) + 0.5) / side, Y: ((row / side) + 0.5) / side)).ToList();
        bool[] inside = [.. centres.Select(centre => centre.X >= region.X && centre.X <= region.X + region.Width && centre.Y >= region.Y && centre.Y <= region.Y + region.Height)];
        var (x, y) = (region.X + (region.Width / 2), region.Y + (region.Height / 2));
        foreach (var (_, row) in centres.Select((centre, row) => (Math.Pow(centre.X - x, 2) + Math.Pow(centre.Y - y, 2), row)).OrderBy(one => one).Take(least)) inside[row] = true;
        return inside;
    }
}
