using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepAvFusion.Scenes.Drawing;

/// <summary>Draws outlines in a thing's own coordinates (x right, y down, the thing within -1..1) on a canvas.</summary>
internal sealed class Pen(Canvas canvas)
{
    private readonly List<Vector2> _points = [];
    private readonly List<int> _ends = [];
    private readonly List<Vector2> _pixels = [];
    private readonly List<int> _pixelEnds = [];
    private Matrix3x2 _transform = Matrix3x2.Identity;
    private Matrix3x2 _inverse = Matrix3x2.Identity;
    private float _scale = 1;

    public Canvas Canvas => canvas;

    /// <summary>From the thing's coordinates to pixels.</summary>
    public Matrix3x2 Transform
    {
        get => _transform;
        set
        {
            _transform = value;
            _scale = MathF.Sqrt(MathF.Abs(value.GetDeterminant()));
            if (!Matrix3x2.Invert(value, out _inverse)) throw new ArgumentException("A transform that flattens the picture cannot be drawn with.", nameof(value));
        }
    }

    /// <summary>Pixels one unit is long.</summary>
    public float PixelsPerUnit => _scale;

    /// <summary>Until disposed, draws in coordinates turned and moved inside the present ones.</summary>
    public Inset Within(Matrix3x2 local)
    {
        var inset = new Inset(this, _transform);
        Transform = local * _transform;
        return inset;
    }

    public Inset Turned(float radians, float x = 0, float y = 0) => Within(Matrix3x2.CreateRotation(radians, new Vector2(x, y)));

    /// <summary>Forgets the outline so far and starts at a point.</summary>
    public Pen Path(float x, float y)
    {
        _points.Clear();
        _ends.Clear();
        _points.Add(new Vector2(x, y));
        return this;
    }

    /// <summary>Closes the outline so far and starts another of the same shape.</summary>
    public Pen Also(float x, float y)
    {
        _ends.Add(_points.Count);
        _points.Add(new Vector2(x, y));
        return this;
    }

    public Pen To(float x, float y)
    {
        _points.Add(new Vector2(x, y));
        return this;
    }

    /// <summary>A curve drawn towards one control point.</summary>
    public Pen Bend(float cx, float cy, float x, float y)
    {
        var start = _points[^1];
        var control = new Vector2(cx, cy);
        var end = new Vector2(x, y);
        var steps = Steps((control - start).Length() + (end - control).Length());
        for (var i = 1; i <= steps; i++)
        {
            var t = i / (float)steps;
            _points.Add(Vector2.Lerp(Vector2.Lerp(start, control, t), Vector2.Lerp(control, end, t), t));
        }

        return this;
    }

    /// <summary>A curve drawn towards two control points.</summary>
    public Pen Curve(float ax, float ay, float bx, float by, float x, float y)
    {
        var start = _points[^1];
        var (a, b, end) = (new Vector2(ax, ay), new Vector2(bx, by), new Vector2(x, y));
        var steps = Steps((a - start).Length() + (b - a).Length() + (end - b).Length());
        for (var i = 1; i <= steps; i++)
        {
            var t = i / (float)steps;
            var ab = Vector2.Lerp(a, b, t);
            _points.Add(Vector2.Lerp(Vector2.Lerp(Vector2.Lerp(start, a, t), ab, t), Vector2.Lerp(ab, Vector2.Lerp(b, end, t), t), t));
        }

        return this;
    }

    public Pen Ellipse(float x, float y, float rx, float ry)
    {
        _points.Clear();
        _ends.Clear();
        var steps = Math.Clamp(8 + (int)(_scale * Math.Max(rx, ry)), 10, 48);
        for (var i = 0; i < steps; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / steps);
            _points.Add(new Vector2(x + (rx * cos), y + (ry * sin)));
        }

        return this;
    }

    public Pen Disc(float x, float y, float r) => Ellipse(x, y, r, r);

    /// <summary>A box with rounded corners.</summary>
    public Pen Box(float x0, float y0, float x1, float y1, float r = 0)
    {
        if (r <= 0) return Path(x0, y0).To(x1, y0).To(x1, y1).To(x0, y1);
        r = Math.Min(r, Math.Min(MathF.Abs(x1 - x0), MathF.Abs(y1 - y0)) / 2);
        return Path(x0 + r, y0).To(x1 - r, y0).Bend(x1, y0, x1, y0 + r).To(x1, y1 - r).Bend(x1, y1, x1 - r, y1)
            .To(x0 + r, y1).Bend(x0, y1, x0, y1 - r).To(x0, y0 + r).Bend(x0, y0, x0 + r, y0);
    }

    public Pen Fill(Colour colour) => Fill(Paint.Solid(colour));

    /// <summary>Fills the outline; it stays for an edge to follow.</summary>
    public Pen Fill(in Paint paint)
    {
        _pixels.Clear();
        foreach (var point in _points) _pixels.Add(Vector2.Transform(point, _transform));
        _pixelEnds.Clear();
        _pixelEnds.AddRange(_ends);
        _pixelEnds.Add(_points.Count);
        Flush(paint);
        return this;
    }

    /// <summary>Draws along the outline, joining its end to its start.</summary>
    public Pen Edge(float width, Colour colour, float opacity = 1) => Trace(width, colour, opacity, closed: true);

    /// <summary>Draws along the outline from its start to its end.</summary>
    public Pen Line(float width, Colour colour, float opacity = 1) => Trace(width, colour, opacity, closed: false);

    public Pen Line(float width, Colour colour, float x0, float y0, float x1, float y1) => Path(x0, y0).To(x1, y1).Line(width, colour);

    private Pen Trace(float width, Colour colour, float opacity, bool closed)
    {
        _pixels.Clear();
        _pixelEnds.Clear();
        var half = Math.Max(width * _scale, 0.7f) / 2;
        var start = 0;
        for (var part = 0; part <= _ends.Count; part++)
        {
            var end = part < _ends.Count ? _ends[part] : _points.Count;
            for (var i = start; i < end; i++)
            {
                var from = Vector2.Transform(_points[i], _transform);
                if (half > 0.8f) Joint(from, half);
                if (i + 1 == end && !closed) continue;
                Segment(from, Vector2.Transform(_points[i + 1 == end ? start : i + 1], _transform), half);
            }

            start = end;
        }

        Flush(Paint.Solid(colour).Clear(opacity));
        return this;
    }

    private void Segment(Vector2 from, Vector2 to, float half)
    {
        var along = to - from;
        var length = along.Length();
        if (length < 1e-4f) return;
        var side = new Vector2(-along.Y, along.X) * (half / length);
        _pixels.Add(from + side);
        _pixels.Add(from - side);
        _pixels.Add(to - side);
        _pixels.Add(to + side);
        _pixelEnds.Add(_pixels.Count);
    }

    private void Joint(Vector2 centre, float radius)
    {
        const int Corners = 8;
        for (var i = Corners - 1; i >= 0; i--)          // the same way round as a segment, so that both add up instead of cancelling
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / Corners);
            _pixels.Add(centre + (new Vector2(-cos, sin) * radius));
        }

        _pixelEnds.Add(_pixels.Count);
    }

    private void Flush(in Paint paint) => canvas.Fill(CollectionsMarshal.AsSpan(_pixels), CollectionsMarshal.AsSpan(_pixelEnds), paint, _inverse);

    private int Steps(float length) => Math.Clamp((int)(length * _scale * 0.2f) + 3, 3, 24);

    /// <summary>Gives the pen its former coordinates back.</summary>
    internal readonly ref struct Inset(Pen pen, Matrix3x2 outer)
    {
        public void Dispose() => pen.Transform = outer;
    }
}
