using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Regions;

/// <summary>The closed outer border of a mask as a short polygon.</summary>
internal static class Outline
{
    private const double ToleranceInPixels = 1.2;

    // the eight neighbours clockwise from west
    private static readonly (int X, int Y)[] Around = [(-1, 0), (-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1)];

    /// <summary>Follows the border from its first pixel in reading order (Moore neighbourhood), then drops points nearer than the tolerance to the line they lie on (Douglas and Peucker).</summary>
    public static IReadOnlyList<PicturePoint> Trace(bool[] mask, int width, int height, int first)
    {
        var border = Border(mask, width, height, (first % width, first / width));
        return [.. Simplify(border).Select(p => new PicturePoint((p.X + 0.5) / width, (p.Y + 0.5) / height))];
    }

    private static List<(int X, int Y)> Border(bool[] mask, int width, int height, (int X, int Y) start)
    {
        var border = new List<(int X, int Y)> { start };
        var (at, from) = (start, 0);
        var most = 4 * mask.Length;
        while (most-- > 0)
        {
            var found = -1;
            for (var k = 1; k <= 8 && found < 0; k++)
            {
                var direction = (from + k) % 8;
                var (x, y) = (at.X + Around[direction].X, at.Y + Around[direction].Y);
                if (x >= 0 && y >= 0 && x < width && y < height && mask[(y * width) + x])
                    found = direction;
            }
            if (found < 0)
                break;
            at = (at.X + Around[found].X, at.Y + Around[found].Y);
            if (at == start)
                break;
            border.Add(at);
            from = (found + 4) % 8;
        }
        return border;
    }

    private static IEnumerable<(int X, int Y)> Simplify(List<(int X, int Y)> points)
    {
        if (points.Count < 4)
            return points;
        var keep = new bool[points.Count];
        var far = Enumerable.Range(0, points.Count).MaxBy(i => Square(points[i], points[0]));
        keep[0] = keep[far] = true;
        var ranges = new Stack<(int From, int To)>([(0, far), (far, points.Count)]);
        while (ranges.TryPop(out var range))
        {
            var (a, b) = (points[range.From], points[range.To % points.Count]);
            var (worst, distance) = (-1, ToleranceInPixels);
            for (var i = range.From + 1; i < range.To; i++)
            {
                if (Distance(points[i], a, b) is var d && d > distance)
                    (worst, distance) = (i, d);
            }
            if (worst < 0)
                continue;
            keep[worst] = true;
            ranges.Push((range.From, worst));
            ranges.Push((worst, range.To));
        }
        return points.Where((_, i) => keep[i]);
    }

    private static double Square((int X, int Y) a, (int X, int Y) b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));

    private static double Distance((int X, int Y) p, (int X, int Y) a, (int X, int Y) b)
    {
        var length = Math.Sqrt(Square(a, b));
        return length == 0 ? Math.Sqrt(Square(p, a)) : Math.Abs(((b.X - a.X) * (a.Y - p.Y)) - ((a.X - p.X) * (b.Y - a.Y))) / length;
    }
}
