using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Engine.Alerts.Rules;

/// <summary>A part of the picture: a polygon of at least three corners, in shares of its width and height.</summary>
public sealed record Zone(IReadOnlyList<PicturePoint> Corners)
{
    // points of a region that are looked at, in each direction
    private const int Grid = 24;

    /// <summary>Share of a region that lies in one of the zones, 0..1.</summary>
    public static double Share(IReadOnlyList<Zone> zones, SoundingRegion region)
    {
        var (inside, all) = (0, 0);
        for (var row = 0; row < Grid; row++)
        {
            for (var column = 0; column < Grid; column++)
            {
                var point = new PicturePoint(region.Box.X + (region.Box.Width * (column + 0.5) / Grid), region.Box.Y + (region.Box.Height * (row + 0.5) / Grid));
                if (region.Outline.Count >= 3 && !Holds(region.Outline, point))
                    continue;
                all++;
                inside += zones.Any(zone => Holds(zone.Corners, point)) ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double)inside / all;
    }

    public bool Holds(PicturePoint point) => Holds(Corners, point);

    /// <summary>By the number of sides that a ray to the right crosses.</summary>
    private static bool Holds(IReadOnlyList<PicturePoint> corners, PicturePoint point)
    {
        var isInside = false;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X)
                isInside = !isInside;
        }
        return isInside;
    }
}
