using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Training.Live;

/// <summary>Whether regions lie on what sounds, are called by its name, and keep their ids.</summary>
internal sealed class PlaceTally
{
    /// <summary>A thing is said to sound in a window when it does for so many seconds; one that does for less may be marked or not.</summary>
    private const double Sounds = 0.8;

    private const double LeastUnion = 1;

    private readonly List<double> _overlaps = [];
    private int _regions, _named, _switches, _silentWindows, _keptSilent;
    private double _followed;

    /// <summary>Share of regions on a thing that are called by its name.</summary>
    public double Labels => _regions > 0 ? (double)_named / _regions : double.NaN;

    /// <summary>Mean intersection over union of all regions and all that sounds, over windows in which something does.</summary>
    public double Overlap => _overlaps.Count > 0 ? _overlaps.Average() : double.NaN;

    /// <summary>Changes of a thing's id, a minute for which it has a region.</summary>
    public double Switches => _followed > 0 ? _switches / (_followed / 60) : double.NaN;

    /// <summary>Share of windows without a region in the picture, of those of clips in which nothing sounds.</summary>
    public double SilencesKept => _silentWindows > 0 ? (double)_keptSilent / _silentWindows : double.NaN;

    /// <returns>The region that lies most on each thing, over all windows.</returns>
    public IReadOnlyDictionary<TrueThing, int> Add(LiveTruth truth, LiveAnswer answer, double step)
    {
        var on = new Dictionary<(TrueThing Thing, int Region), long>();
        var last = new Dictionary<TrueThing, int>();
        var isSilent = truth.Things.All(thing => !thing.Heard.Contains(true));
        foreach (var window in answer.Windows)
        {
            if (window.Map is not { } map) continue;
            if (isSilent) (_silentWindows, _keptSilent) = (_silentWindows + 1, _keptSilent + (map.Region.AsSpan().ContainsAnyExcept((byte)0) ? 0 : 1));
            var centre = Math.Clamp((int)(window.Centre.Seconds * LiveTruth.PerSecond), 0, truth.Tenths - 1);
            var overlap = new RegionOverlap(map, window.Regions.Count, truth.Owners[centre], truth.Width, truth.Height);
            Judge(truth, window, map, overlap);
            foreach (var thing in truth.Things.Where(thing => thing.Number > 0))
            {
                if (overlap.RegionOn(thing.Number) is not { } region) continue;
                var id = window.Regions[region].Id;
                on[(thing, id)] = on.GetValueOrDefault((thing, id)) + overlap.Pixels(region, thing.Number);
                if (overlap.ThingUnder(region) != thing.Number && 2 * overlap.Pixels(region, thing.Number) < overlap.Owners.Count(owner => owner == thing.Number)) continue;
                if (last.TryGetValue(thing, out var before) && before != id) _switches++;
                last[thing] = id;
                _followed += step;
            }
        }

        return on.GroupBy(pair => pair.Key.Thing).ToDictionary(pairs => pairs.Key, pairs => pairs.MaxBy(pair => pair.Value).Key.Region);
    }

    private void Judge(LiveTruth truth, AvAnalysis window, SoundingMap map, RegionOverlap overlap)
    {
        var (from, to) = ((int)(window.Start.Seconds * LiveTruth.PerSecond), (int)(window.End.Seconds * LiveTruth.PerSecond));
        foreach (var (number, region) in window.Regions.Index())
        {
            if (overlap.ThingUnder(number) is var thing && thing == 0) continue;
            _regions++;
            if (truth.Things.First(one => one.Number == thing).Label == region.Label) _named++;
        }

        var marks = new byte[256];                                             // 1 sounds, 2 may be marked or not
        foreach (var thing in truth.Things.Where(thing => thing.Number > 0))
            marks[thing.Number] = thing.HeardWithin(from, to) switch { 0 => 0, >= Sounds => 1, _ => 2 };
        var (both, either) = (0, 0);
        for (var i = 0; i < map.Region.Length; i++)
        {
            var mark = marks[overlap.Owners[i]];
            if (mark == 2) continue;
            var (told, real) = (map.Region[i] > 0, mark == 1);
            if (told && real) both++;
            if (told || real) either++;
        }

        if (either >= LeastUnion && marks.Contains((byte)1)) _overlaps.Add((double)both / either);
    }
}
