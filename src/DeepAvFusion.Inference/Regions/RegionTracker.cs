using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Regions;

/// <summary>Follows regions from window to window: the same thing keeps its id. One per run of a stream; not thread-safe.</summary>
/// <remarks>Pairs are made greedily by descending overlap of boxes (IoU); a pair without overlap counts when the centres are near and the label agrees.</remarks>
public sealed class RegionTracker(int memory)
{
    private const double LeastOverlap = 0.1;
    private const double NearCentres = 0.2;

    private readonly List<Track> _tracks = [];
    private int _lastId;

    /// <summary>Ids of the window's regions, in their order.</summary>
    public IReadOnlyList<int> Follow(IReadOnlyList<(PictureBox Box, string? Label)> regions)
    {
        var ids = new int[regions.Count];
        var pairs =
            from track in _tracks
            from region in Enumerable.Range(0, regions.Count)
            let fit = Fit(track, regions[region])
            where fit > 0
            orderby fit descending
            select (track, region);
        foreach (var (track, region) in pairs.ToList())
        {
            if (ids[region] != 0 || track.Matched)
                continue;
            ids[region] = track.Id;
            track.See(regions[region]);
        }
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] != 0)
                continue;
            ids[i] = ++_lastId;
            _tracks.Add(new Track(ids[i], regions[i]));
        }
        foreach (var track in _tracks)
            track.EndWindow();
        _tracks.RemoveAll(track => track.Missed > memory);
        return ids;
    }

    private static double Fit(Track track, (PictureBox Box, string? Label) region)
    {
        var overlap = Overlap(track.Box, region.Box);
        if (overlap >= LeastOverlap)
            return 1 + overlap;
        var distance = Math.Sqrt(
            Math.Pow(track.Box.X + (track.Box.Width / 2) - region.Box.X - (region.Box.Width / 2), 2)
            + Math.Pow(track.Box.Y + (track.Box.Height / 2) - region.Box.Y - (region.Box.Height / 2), 2));
        return track.Label == region.Label && distance < NearCentres ? NearCentres - distance : 0;
    }

    private static double Overlap(PictureBox a, PictureBox b)
    {
        var width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var both = width * height;
        return both / ((a.Width * a.Height) + (b.Width * b.Height) - both);
    }

    private sealed class Track(int id, (PictureBox Box, string? Label) region)
    {
        public int Id => id;

        public PictureBox Box { get; private set; } = region.Box;

        public string? Label { get; private set; } = region.Label;

        public bool Matched { get; private set; } = true;

        public int Missed { get; private set; }

        public void See((PictureBox Box, string? Label) region)
        {
            (Box, Label) = (region.Box, region.Label ?? Label);
            Matched = true;
        }

        public void EndWindow()
        {
            Missed = Matched ? 0 : Missed + 1;
            Matched = false;
        }
    }
}
