using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Inference;

/// <summary>The analysis of a batch, step by step: features, one shared encoder pass, heads, regions, one sound a region.</summary>
/// <param name="finder">Finds the regions; null for those of the map, by the settings.</param>
public sealed class WindowAnalyzer(AnalyzerNetwork network, RegionSettings settings, RegionSounds sounds, IRegionFinder? finder = null) : IWindowAnalyzer
{
    private readonly IRegionFinder _finder = finder ?? new RegionFinder(settings);
    private readonly FeatureBatch _features = new(network.Encoder);
    private readonly RegionSounds _sounds = sounds != RegionSounds.Auto ? sounds : network.SeparatesPlaces ? RegionSounds.Pooled : RegionSounds.Crops;

    public ModelIdentity Identity => network.Identity;

    public string Device => network.DeviceName;

    public IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows)
    {
        var clock = new StepClock(windows.Count);
        var (images, spectrograms) = _features.Of(windows);
        clock.Lap(Step.Features);
        using var encoded = network.Encode(images, spectrograms, windows.Count);
        clock.Lap(Step.Encoder);
        var scores = encoded.Recognise();
        var (alike, features) = (encoded.Embed(), encoded.Features());
        var (maps, names) = (encoded.Locate(), encoded.NamePatches());
        var times = network.NamesItsLabels ? encoded.HeardTimes(windows) : null;
        RequireNumbers(scores, maps);
        clock.Lap(Step.Heads);
        var levels = windows.Select(window => SoundLevel.Of(window.Samples.Span)).ToList();
        var found = windows.Select((window, i) => Regions(window, levels[i], Map(maps, i), names?[i], scores[i])).ToList();
        clock.Lap(Step.Regions);
        var claims = Claims(windows, found, encoded, spectrograms, scores);
        var separated = Sounds(windows, claims);
        clock.Lap(Step.Separation);
        var laps = clock.PerWindow();
        return [.. windows.Select((window, i) => new WindowResult
        {
            Model = Identity,
            Scores = scores[i],
            Heard = times?[i],
            Level = levels[i],
            Map = window.Picture is null ? null : Map(Map(maps, i), found[i]),
            Regions = separated[i],
            Mixture = window.Samples.Retain(),
            Times = laps,
            Embedding = alike?[i],
            Features = features[i],
        })];
    }

    public void Teach(TaughtWeights? weights) => network.Teach(weights);

    public void Dispose() => network.Dispose();

    private IReadOnlyList<FoundRegion> Regions(AvWindow window, SoundLevel level, ReadOnlySpan<float> map, PatchNames? names, IReadOnlyList<LabelScore> scores)
    {
        if (window.Picture is null || !window.HasSound || level.Rms < settings.SilenceLevel)
            return [];
        var size = network.Encoder.Image.Input;
        var heard = network.NamesItsLabels ? scores.Select(score => score.Score).ToList() : null;
        var found = _finder.Find(map, size.Width, size.Height, names, heard);
        return found.Count > 0 ? found : [FoundRegion.Whole];
    }

    /// <summary>What each region claims of its window's spectrogram, and what it is called.</summary>
    private List<Claim> Claims(
        IReadOnlyList<AvWindow> windows, List<IReadOnlyList<FoundRegion>> found, EncodedBatch encoded, float[] spectrograms, IReadOnlyList<IReadOnlyList<LabelScore>> scores)
    {
        var all = found.SelectMany((regions, window) => regions.Select(region => new Claim(window, region))).ToList();
        if (all.Count == 0)
            return all;
        if (_sounds == RegionSounds.Crops)
            ByCrops(windows, all, encoded, spectrograms, scores);
        else
            FromThePass(all, encoded, scores);
        return all;
    }

    /// <summary>Everything from the pass there was: regions, the whole picture among them, are asked for in one call.</summary>
    private void FromThePass(List<Claim> all, EncodedBatch encoded, IReadOnlyList<IReadOnlyList<LabelScore>> scores)
    {
        var places = all.Select(claim => new PicturePlace(claim.Window, claim.Region.Mask)).ToList();
        Fill(all, _sounds == RegionSounds.Pooled ? encoded.Mask(places) : encoded.Mask([.. places.Select(place => place with { Mask = null })]));
        var seen = encoded.Recognise(places);
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Region.Mask is not null)
                all[i].Best = RegionLabel.Of(scores[all[i].Window], seen[i], network.Scoring);
        }
    }

    /// <summary>Placed regions get a pass of their own over their crop; the whole picture was encoded already.</summary>
    private void ByCrops(IReadOnlyList<AvWindow> windows, List<Claim> all, EncodedBatch encoded, float[] spectrograms, IReadOnlyList<IReadOnlyList<LabelScore>> scores)
    {
        var whole = all.Where(claim => claim.Region.Mask is null).ToList();
        if (whole.Count > 0)
        {
            using var rows = encoded.Rows([.. whole.Select(claim => claim.Window)]);
            Fill(whole, rows.Mask());
        }
        foreach (var placed in all.Where(claim => claim.Region.Mask is not null).Chunk(Math.Max(1, windows.Count)))
        {
            var (images, sounds) = _features.Of(windows, [.. placed.Select(claim => (claim.Window, Margin(claim.Region.Box)))], spectrograms);
            using var crops = network.Encode(images, sounds, placed.Length);
            Fill(placed, crops.Mask());
            var seen = crops.Recognise();
            for (var i = 0; i < placed.Length; i++)
                placed[i].Best = RegionLabel.Of(scores[placed[i].Window], seen[i], network.Scoring);
        }
    }

    /// <summary>Broken weights, or a device that miscalculates, give what is no number: a pass like that has failed and is no result.</summary>
    private static void RequireNumbers(IReadOnlyList<IReadOnlyList<LabelScore>> scores, float[] maps)
    {
        if (!scores.All(window => window.All(label => double.IsFinite(label.Image + label.Audio + label.Fusion))) || !Array.TrueForAll(maps, float.IsFinite))
            throw new InvalidOperationException("the network's outputs are no numbers: weights or device are broken");
    }

    private static void Fill(IReadOnlyList<Claim> claims, float[] masks)
    {
        if (!Array.TrueForAll(masks, float.IsFinite))
            throw new InvalidOperationException("the network's masks are no numbers: weights or device are broken");
        var cells = masks.Length / claims.Count;
        for (var i = 0; i < claims.Count; i++)
            claims[i].Mask = masks.AsMemory(i * cells, cells);
    }

    /// <summary>One list of sounds a window. Where one cannot be made, those that were are given back.</summary>
    private static List<IReadOnlyList<RegionResult>> Sounds(IReadOnlyList<AvWindow> windows, List<Claim> claims)
    {
        var sounds = new List<IReadOnlyList<RegionResult>>(windows.Count);
        try
        {
            for (var i = 0; i < windows.Count; i++)
                sounds.Add(Sounds(windows[i], [.. claims.Where(claim => claim.Window == i)]));
            return sounds;
        }
        catch
        {
            foreach (var region in sounds.SelectMany(regions => regions))
                region.Sound.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<RegionResult> Sounds(AvWindow window, IReadOnlyList<Claim> claims)
    {
        if (claims.Count == 0)
            return [];
        var cells = claims[0].Mask.Length;
        var masks = new float[claims.Count * cells];
        for (var k = 0; k < claims.Count; k++)
            claims[k].Mask.CopyTo(masks.AsMemory(k * cells));
        MaskSharing.Share(masks, claims.Count);
        var length = window.Samples.Length;
        using var waveforms = Lease.Rent<float>(claims.Count * length);
        SpectrogramMasking.Separate(window.Samples.Span, masks, waveforms.Span);
        return [.. claims.Select((claim, k) =>
        {
            var sound = Lease.Rent<float>(length);
            waveforms.Span.Slice(k * length, length).CopyTo(sound.Span);
            return new RegionResult(claim.Region, claim.Best?.Label, claim.Best?.Score ?? 0, SoundLevel.Of(sound.Span), sound);
        })];
    }

    private PictureBox Margin(PictureBox box)
    {
        var (dx, dy) = (box.Width * settings.Margin, box.Height * settings.Margin);
        var (left, top) = (Math.Max(0, box.X - dx), Math.Max(0, box.Y - dy));
        return new PictureBox(left, top, Math.Min(1, box.X + box.Width + dx) - left, Math.Min(1, box.Y + box.Height + dy) - top);
    }

    private ReadOnlySpan<float> Map(float[] maps, int window)
    {
        var size = network.Encoder.Image.Input;
        return maps.AsSpan(window * size.Width * size.Height, size.Width * size.Height);
    }

    private SoundingMap Map(ReadOnlySpan<float> probability, IReadOnlyList<FoundRegion> regions)
    {
        var size = network.Encoder.Image.Input;
        var values = new byte[probability.Length];
        var owners = new byte[probability.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (byte)Math.Clamp(MathF.Round(probability[i] * 255), 0, 255);
        for (var n = 0; n < regions.Count; n++)
        {
            if (regions[n].Mask is not { } mask)
                continue;
            for (var i = 0; i < owners.Length; i++)
            {
                if (mask[i])
                    owners[i] = (byte)(n + 1);
            }
        }
        return new SoundingMap(size.Width, size.Height, values, owners);
    }

    /// <summary>One region and what it claims.</summary>
    private sealed class Claim(int window, FoundRegion region)
    {
        public int Window => window;

        public FoundRegion Region => region;

        public ReadOnlyMemory<float> Mask { get; set; }

        public (string Label, double Score)? Best { get; set; }
    }
}
