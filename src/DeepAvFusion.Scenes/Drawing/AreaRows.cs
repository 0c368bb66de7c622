using System.Numerics;

namespace DeepAvFusion.Scenes.Drawing;

/// <summary>
/// Signed area left of nothing: each edge leaves in every pixel it crosses the change of coverage it causes there, so that a running
/// sum along a row is the covered share of each pixel. Rows must be cleared by whoever reads them.
/// </summary>
internal readonly ref struct AreaRows
{
    private readonly Span<float> _cells;
    private readonly int _left, _top, _width, _height, _stride;

    public AreaRows(ref float[] store, int left, int top, int width, int height)
    {
        (_left, _top, _width, _height) = (left, top, width, height);
        _stride = width + 2;
        if (store.Length < _stride * height) store = new float[_stride * height];
        _cells = store.AsSpan(0, _stride * height);
    }

    /// <summary>Cells of one row: as many as pixels, and two that take what falls off the right side.</summary>
    public Span<float> Row(int y) => _cells.Slice(y * _stride, _stride);

    public void Edge(Vector2 from, Vector2 to)
    {
        if (from.Y == to.Y) return;
        var sign = 1f;
        if (from.Y > to.Y)
        {
            (from, to) = (to, from);
            sign = -1;
        }

        var slope = (to.X - from.X) / (to.Y - from.Y);
        var first = Math.Max(0, (int)MathF.Floor(from.Y) - _top);
        var last = Math.Min(_height - 1, (int)MathF.Floor(to.Y) - _top);
        for (var y = first; y <= last; y++)
        {
            var upper = Math.Max(from.Y, y + _top);
            var lower = Math.Min(to.Y, y + _top + 1);
            if (lower <= upper) continue;
            var enter = Math.Clamp(from.X + ((upper - from.Y) * slope) - _left, 0, _width);
            var leave = Math.Clamp(from.X + ((lower - from.Y) * slope) - _left, 0, _width);
            Cross(Row(y), Math.Min(enter, leave), Math.Max(enter, leave), sign * (lower - upper));
        }
    }

    /// <summary>An edge runs through one row from x = low to x = high and covers the signed height there.</summary>
    private static void Cross(Span<float> row, float low, float high, float height)
    {
        var first = (int)low;
        var last = (int)high;
        if (first == last)
        {
            Leave(row, first, height, ((low + high) * 0.5f) - first);
            return;
        }

        var perPixel = height / (high - low);
        for (var x = first; x <= last; x++)
        {
            var begin = Math.Max(low, x);
            var end = Math.Min(high, x + 1);
            if (end > begin) Leave(row, x, (end - begin) * perPixel, ((begin + end) * 0.5f) - x);
        }
    }

    /// <param name="right">Mean distance of the edge from the pixel's left side, 0..1: that share of the pixel is not covered.</param>
    private static void Leave(Span<float> row, int x, float height, float right)
    {
        row[x] += height * (1 - right);
        row[x + 1] += height * right;
    }
}
