using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Model.Features;

namespace DeepAvFusion.Inference;

/// <summary>The analysis of a batch, step by step: features, one shared encoder pass, heads, regions, a second pass over the regions' crops, one sound a region.</summary>
public sealed class WindowAnalyzer(AnalyzerNetwork network, RegionSettings settings) : IWindowAnalyzer
{
    private readonly RegionFinder _finder = new(settings);
    private readonly FeatureBatch _features = new(network.Encoder);

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
        var (maps, names) = (encoded.Locate(), encoded.NamePatches());
        clock.Lap(Step.Heads);
        var levels = windows.Select(window => SoundLevel.Of(window.Samples.Span)).ToList();
        var found = windows.Select((window, i) => Regions(window, levels[i], Map(maps, i), names?[i])).ToList();
        clock.Lap(Step.Regions);
        var claims = Claims(windows, found, encoded, spectrograms, scores);
        var sounds = windows.Select((window, i) => Sounds(window, [.. claims.Where(claim => claim.Window == i)])).ToList();
        clock.Lap(Step.Separation);
        var times = clock.PerWindow();
        return [.. windows.Select((window, i) => new WindowResult
        {
            Model = Identity,
            Scores = scores[i],
            Level = levels[i],
            Map = window.Picture is null ? null : Map(Map(maps, i), found[i]),
            Regions = sounds[i],
            Mixture = window.Samples.Retain(),
            Times = times,
        })];
    }

    public void Dispose() => network.Dispose();

    private IReadOnlyList<FoundRegion> Regions(AvWindow window, SoundLevel level, ReadOnlySpan<float> map, PatchNames? names)
    {
        if (window.Picture is null || !window.HasSound || level.Rms < settings.SilenceLevel)
            return [];
        var size = network.Encoder.Image.Input;
        var found = _finder.Find(map, size.Width, size.Height, names);
        return found.Count > 0 ? found : [FoundRegion.Whole];
    }

    /// <summary>What each region claims of its window's spectrogram. Placed regions get a pass of their own over their crop; the whole picture was encoded already.</summary>
    private List<Claim> Claims(
        IReadOnlyList<AvWindow> windows, List<IReadOnlyList<FoundRegion>> found, EncodedBatch encoded, float[] spectrograms, IReadOnlyList<IReadOnlyList<LabelScore>> scores)
    {
        var all = found.SelectMany((regions, window) => regions.Select(region => new Claim(window, region))).ToList();
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
        return all;
    }

    private static void Fill(IReadOnlyList<Claim> claims, float[] masks)
    {
        var cells = masks.Length / claims.Count;
        for (var i = 0; i < claims.Count; i++)
            claims[i].Mask = masks.AsMemory(i * cells, cells);
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
