using DeepAvFusion.Scenes.Drawing;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>Backdrops that are places; one unit is the picture's height, the ratio its width.</summary>
internal static class Places
{
    /// <summary>A wall with a window and pictures over a wooden floor.</summary>
    public static void Room(Pen pen, ref SceneRandom random, float ratio)
    {
        var wall = Colour.Hsv(random.Unit(), random.Range(0.05f, 0.4f), random.Range(0.45f, 0.9f));
        var floor = Colour.Hsv(random.Range(0.04f, 0.12f), random.Range(0.3f, 0.6f), random.Range(0.3f, 0.65f));
        var edge = random.Range(0.6f, 0.8f);
        Wash.Corners(pen.Canvas, wall.Lighter(0.12f), wall, wall.Darker(0.1f), wall.Darker(0.25f));
        pen.Box(0, edge, ratio, 1).Fill(Paint.Linear(0, edge, 0, 1, floor.Darker(0.3f), floor).Grained(0.15f, 3, 60));
        pen.Box(0, edge - 0.03f, ratio, edge).Fill(wall.Lighter(0.45f)).Edge(0.005f, floor.Darker(0.5f));
        for (var board = -4; board <= 12; board++) pen.Line(0.006f, floor.Darker(0.45f), (board * 0.17f * ratio) + (0.1f * ratio), edge, ((board - 4) * 0.3f * ratio) + (0.5f * ratio), 1);
        var (x, y) = (random.Range(0.08f, 0.55f) * ratio, random.Range(0.08f, 0.16f));
        var sky = Colour.Hsv(random.Range(0.52f, 0.62f), random.Range(0.2f, 0.6f), random.Range(0.7f, 1));
        pen.Box(x, y, x + 0.36f, y + 0.36f).Fill(Paint.Linear(0, y, 0, y + 0.36f, sky, sky.Lighter(0.5f))).Edge(0.025f, Colour.White);
        pen.Line(0.015f, Colour.White, x + 0.18f, y, x + 0.18f, y + 0.36f);
        pen.Line(0.015f, Colour.White, x, y + 0.18f, x + 0.36f, y + 0.18f);
        for (var i = random.Below(3); i > 0; i--)
        {
            var (px, py, size) = (random.Unit() * ratio, random.Range(0.1f, 0.4f), random.Range(0.07f, 0.14f));
            var paint = Colour.Hsv(random.Unit(), 0.5f, 0.7f);
            pen.Box(px, py, px + size, py + (size * 1.2f)).Fill(Paint.Linear(px, py, px + size, py + size, paint, paint.Darker(0.5f))).Edge(0.012f, floor.Darker(0.4f));
        }
    }

    /// <summary>Hills under a sky.</summary>
    public static void Hills(Pen pen, ref SceneRandom random, float ratio)
    {
        var sky = Colour.Hsv(random.Range(0.5f, 0.66f), random.Range(0.2f, 0.7f), random.Range(0.55f, 1));
        Wash.Corners(pen.Canvas, sky, sky.Darker(0.08f), sky.Lighter(0.7f), sky.Lighter(0.55f));
        Wash.Clouds(pen.Canvas, Colour.White, 4, 9, random.Range(0.2f, 0.8f), random.Range(0, 200));
        var hue = random.Range(0.2f, 0.4f);
        for (var layer = 0; layer < 4; layer++)
        {
            var top = 0.45f + (layer * 0.13f);
            var green = Colour.Hsv(hue + (0.02f * layer), 0.3f + (0.12f * layer), 0.72f - (0.1f * layer));
            pen.Path(-0.1f, 1.1f).To(-0.1f, top);
            for (var x = 0; x < 4; x++)
            {
                var (x0, x1) = ((-0.05f + (x * 0.28f)) * ratio, (0.23f + (x * 0.28f)) * ratio);
                pen.Bend((x0 + x1) / 2, top + random.Range(-0.16f, 0.08f), x1, top + random.Range(-0.04f, 0.04f));
            }

            pen.To(ratio + 0.1f, top).To(ratio + 0.1f, 1.1f).Fill(Paint.Linear(0, top - 0.1f, 0, 1, green.Lighter(0.12f), green.Darker(0.3f)).Grained(0.12f, 30, 22));
        }
    }

    /// <summary>Houses along a road.</summary>
    public static void Street(Pen pen, ref SceneRandom random, float ratio)
    {
        var sky = Colour.Hsv(random.Range(0.54f, 0.62f), random.Range(0.25f, 0.5f), random.Range(0.75f, 0.98f));
        Wash.Corners(pen.Canvas, sky, sky, sky.Lighter(0.75f), sky.Lighter(0.6f));
        Wash.Clouds(pen.Canvas, Colour.White, 3, 7, 0.6f, random.Range(0, 200));
        for (var x = -0.05f; x < ratio;)
        {
            var width = random.Range(0.2f, 0.36f);
            var top = random.Range(0.14f, 0.44f);
            var wall = Colour.Hsv(random.Range(0.02f, 0.14f), random.Range(0.12f, 0.42f), random.Range(0.5f, 0.82f));
            pen.Box(x, top, x + width, 0.74f).Fill(Paint.Linear(x, 0, x + width, 0, wall.Lighter(0.12f), wall.Darker(0.15f)).Grained(0.07f, 60, 60)).Edge(0.006f, wall.Darker(0.5f));
            pen.Box(x - 0.008f, top - 0.02f, x + width + 0.008f, top + 0.01f).Fill(wall.Darker(0.35f));
            var columns = (int)(width / 0.075f);
            for (var floor = top + 0.05f; floor < 0.62f; floor += 0.105f)
            {
                for (var c = 0; c < columns; c++)
                {
                    var wx = x + ((c + 0.5f) * width / columns) - 0.021f;
                    var pane = random.Chance(0.25f) ? new Colour(0.98f, 0.87f, 0.55f) : new Colour(0.32f, 0.42f, 0.52f);
                    pen.Box(wx, floor, wx + 0.042f, floor + 0.062f).Fill(Paint.Linear(wx, floor, wx + 0.04f, floor + 0.06f, pane.Lighter(0.3f), pane)).Edge(0.006f, wall.Lighter(0.4f));
                }
            }

            x += width + (random.Chance(0.3f) ? random.Range(0.02f, 0.08f) : 0);
        }

        pen.Box(-0.1f, 0.72f, ratio + 0.1f, 0.79f).Fill(Paint.Solid(Colour.Grey(0.68f)).Grained(0.08f, 50, 50));
        pen.Box(-0.1f, 0.785f, ratio + 0.1f, 0.8f).Fill(Colour.Grey(0.5f));
        pen.Box(-0.1f, 0.8f, ratio + 0.1f, 1.1f).Fill(Paint.Linear(0, 0.8f, 0, 1, Colour.Grey(0.36f), Colour.Grey(0.26f)).Grained(0.1f, 70, 70));
        for (var x = 0.05f; x < ratio; x += 0.24f) pen.Path(x, 0.895f).To(x + 0.12f, 0.895f).To(x + 0.11f, 0.912f).To(x - 0.01f, 0.912f).Fill(Colour.Grey(0.85f));
        for (var tree = 1 + random.Below(3); tree > 0; tree--)
        {
            var (x, size) = (random.Range(0.05f, 0.95f) * ratio, random.Range(0.07f, 0.11f));
            var leaves = Colour.Hsv(random.Range(0.22f, 0.36f), 0.55f, random.Range(0.38f, 0.6f));
            pen.Line(0.022f, new Colour(0.36f, 0.25f, 0.16f), x, 0.76f, x, 0.58f);
            pen.Disc(x - (size * 0.6f), 0.56f, size * 0.75f).Fill(Paint.Solid(leaves.Darker(0.15f)).Grained(0.3f, 50, 50));
            pen.Disc(x + (size * 0.6f), 0.57f, size * 0.75f).Fill(Paint.Solid(leaves.Darker(0.08f)).Grained(0.3f, 50, 50));
            pen.Disc(x, 0.5f, size).Fill(Paint.Solid(leaves).Grained(0.3f, 50, 50));
        }
    }

    /// <summary>A light hall: columns and arches over a floor of slabs.</summary>
    public static void Atrium(Pen pen, ref SceneRandom random, float ratio)
    {
        var stone = Colour.Hsv(random.Range(0.08f, 0.14f), random.Range(0.08f, 0.22f), random.Range(0.78f, 0.94f));
        var shade = stone.Darker(0.35f);
        Wash.Corners(pen.Canvas, stone.Darker(0.1f), stone.Darker(0.16f), stone.Darker(0.3f), stone.Darker(0.36f));
        var glass = Colour.Hsv(random.Range(0.5f, 0.6f), 0.35f, 0.92f);
        var bays = 4;
        var bay = ratio / bays;
        for (var i = 0; i < bays; i++)
        {
            var (x0, x1) = ((i * bay) + (0.17f * bay), ((i + 1) * bay) - (0.17f * bay));
            var top = 0.1f;
            pen.Path(x0, 0.7f).To(x0, top + 0.16f).Curve(x0, top, x1, top, x1, top + 0.16f).To(x1, 0.7f)
                .Fill(Paint.Linear(0, top, 0, 0.7f, glass, glass.Lighter(0.6f))).Edge(0.018f, shade);
            for (var bar = 1; bar < 3; bar++) pen.Line(0.008f, shade, x0 + (bar * (x1 - x0) / 3), top + 0.07f, x0 + (bar * (x1 - x0) / 3), 0.7f);
            for (var bar = 0; bar < 4; bar++) pen.Line(0.008f, shade, x0, 0.26f + (bar * 0.12f), x1, 0.26f + (bar * 0.12f));
        }

        for (var i = 0; i <= bays; i++)
        {
            var x = i * bay;
            pen.Box(x - 0.045f, 0.12f, x + 0.045f, 0.76f).Fill(Paint.Linear(x - 0.05f, 0, x + 0.05f, 0, stone.Lighter(0.35f), shade).Grained(0.05f, 30, 8));
            for (var flute = -1; flute <= 1; flute++) pen.Line(0.006f, shade, x + (flute * 0.022f), 0.16f, x + (flute * 0.022f), 0.72f);
            pen.Box(x - 0.065f, 0.09f, x + 0.065f, 0.14f).Fill(stone.Lighter(0.3f)).Edge(0.006f, shade);
            pen.Box(x - 0.06f, 0.73f, x + 0.06f, 0.78f).Fill(stone.Lighter(0.15f)).Edge(0.006f, shade);
        }

        pen.Box(-0.1f, -0.1f, ratio + 0.1f, 0.08f).Fill(Paint.Linear(0, 0, 0, 0.08f, stone.Lighter(0.25f), stone.Darker(0.12f))).Edge(0.008f, shade);
        var slab = Colour.Hsv(random.Range(0.02f, 0.1f), random.Range(0.1f, 0.35f), random.Range(0.55f, 0.75f));
        for (var row = 0; row < 4; row++)
        {
            var (y0, y1) = (0.76f + (0.02f * row * (row + 1)), 0.76f + (0.02f * (row + 1) * (row + 2)));
            for (var column = -8; column < 8; column++)
            {
                var tone = ((row + column) & 1) == 0 ? slab : slab.Lighter(0.45f);
                pen.Path(Fan(column, y0), y0).To(Fan(column + 1, y0), y0).To(Fan(column + 1, y1), y1).To(Fan(column, y1), y1).Fill(Paint.Solid(tone.Darker(random.Range(0, 0.1f))).Grained(0.06f, 30, 30));
            }
        }

        float Fan(int column, float y) => (ratio / 2) + (column * 0.24f * (0.4f + (2.2f * (y - 0.7f))));
    }
}
