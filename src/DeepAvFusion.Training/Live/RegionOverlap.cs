using DeepAvFusion.Core.Results;
using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Training.Live;

/// <summary>How the regions of one window lie over the things that are really there, at its centre.</summary>
internal sealed class RegionOverlap
{
    private readonly int[,] _pixels;

    /// <param name="map">The window's map; its regions are numbered from 1.</param>
    /// <param name="owners">The picture's owner map.</param>
    public RegionOverlap(SoundingMap map, int regions, byte[] owners, int width, int height)
    {
        Owners = new byte[map.Width * map.Height];
        LabelResampler.Resize<byte>(owners, width, height, PixelBox.Whole(width, height), map.Width, map.Height, PixelBox.Whole(map.Width, map.Height), flip: false, Owners);
        _pixels = new int[regions + 1, 256];
        for (var i = 0; i < Owners.Length; i++) _pixels[map.Region[i], Owners[i]]++;
    }

    /// <summary>The owner map in the size of the window's map.</summary>
    public byte[] Owners { get; }

    /// <summary>The region that covers most of a thing, counted from 0; null where none does.</summary>
    public int? RegionOn(byte thing)
    {
        var best = Enumerable.Range(1, _pixels.GetLength(0) - 1).DefaultIfEmpty().MaxBy(region => region == 0 ? 0 : _pixels[region, thing]);
        return best > 0 && _pixels[best, thing] > 0 ? best - 1 : null;
    }

    /// <summary>Pixels of a region, counted from 0, on a thing.</summary>
    public int Pixels(int region, byte thing) => _pixels[region + 1, thing];

    /// <summary>The thing that a region lies on for the most part; 0 where it lies on none.</summary>
    public byte ThingUnder(int region) => (byte)Enumerable.Range(0, 256).MaxBy(thing => _pixels[region + 1, thing]);
}
