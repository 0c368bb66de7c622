using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Tests;

/// <summary>The whole analysis of windows with a real, tiny, untrained network.</summary>
public sealed class WindowAnalyzerSpecs : IDisposable
{
    private static readonly RegionSettings Regions = new(Threshold: 0.5, LeastArea: 0.004, Join: 0.15, Most: 3, Margin: 0.1, SilenceLevel: -60, Memory: 3);
    private readonly IWindowAnalyzer _analyzer = AnalyzerOpener.Open(new ModelSettings("tiny", null, 0, "cpu", NumberType.Float32, 1), Regions, progress: null);

    public void Dispose() => _analyzer.Dispose();

    [Fact]
    public void Says_that_its_model_is_untrained()
    {
        Assert.False(_analyzer.Identity.IsTrained);
        Assert.Equal("untrained", _analyzer.Identity.Training);
    }

    [Fact]
    public void A_batch_gives_the_same_results_as_its_windows_alone()
    {
        using var first = Window(1);
        using var second = Window(2);
        var together = _analyzer.Analyse([first, second]);
        var alone = _analyzer.Analyse([second]);
        foreach (var (a, b) in together[1].Scores.Zip(alone[0].Scores))
            Assert.Equal(a.Score, b.Score, 4);
        Assert.Equal(together[1].Regions.Count, alone[0].Regions.Count);
        Array.ForEach([.. together, .. alone], result => result.Dispose());
    }

    [Fact]
    public void No_region_claims_more_than_there_is_and_each_sound_is_as_long_as_the_window()
    {
        using var window = Window(3);
        using var result = Assert.Single(_analyzer.Analyse([window]));
        Assert.NotEmpty(result.Regions);
        Assert.All(result.Regions, region => Assert.Equal(window.Samples.Length, region.Sound.Length));
        Assert.All(result.Regions, region => Assert.InRange(region.Level.Rms, -120, result.Level.Rms + 0.5));
    }

    [Fact]
    public void In_silence_nothing_sounds()
    {
        using var window = Window(4, amplitude: 0);
        using var result = Assert.Single(_analyzer.Analyse([window]));
        Assert.Empty(result.Regions);
        Assert.All(result.Map!.Region, owner => Assert.Equal(0, owner));
    }

    [Fact]
    public void Sound_without_picture_has_labels_but_no_regions_and_no_map()
    {
        using var window = Window(5, picture: false);
        using var result = Assert.Single(_analyzer.Analyse([window]));
        Assert.Empty(result.Regions);
        Assert.Null(result.Map);
        Assert.NotEmpty(result.Scores);
    }

    [Fact]
    public void Gives_every_buffer_back()
    {
        var before = LeaseCount.Outstanding;
        for (var i = 0; i < 3; i++)
        {
            using var window = Window(i);
            foreach (var result in _analyzer.Analyse([window]))
                result.Dispose();
        }
        Assert.Equal(before, LeaseCount.Outstanding);
    }

    [Theory]
    [InlineData("gpu", "is not a device: use cpu, cuda, cuda:N or auto")]
    [InlineData("cuda:999", "is not there")]
    public void An_unknown_device_is_refused_with_what_would_be_right(string device, string words)
    {
        var error = Assert.Throws<UserErrorException>(() => AnalyzerOpener.Open(new ModelSettings("tiny", null, 0, device, NumberType.Float32, 1), Regions, progress: null));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_preset_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<UserErrorException>(() => AnalyzerOpener.Open(new ModelSettings("giant", null, 0, "cpu", NumberType.Float32, 1), Regions, progress: null));
        Assert.Contains("tiny", error.Message, StringComparison.Ordinal);
    }

    private static AvWindow Window(int seed, float amplitude = 0.2f, bool picture = true)
    {
        var random = new Random(seed);
        var samples = Lease.Rent<float>(48000);
        foreach (ref var sample in samples.Span)
            sample = amplitude * ((2 * random.NextSingle()) - 1);
        var rgb = Lease.Rent<byte>(320 * 180 * 3);
        random.NextBytes(rgb.Span);
        if (!picture)
            rgb.Dispose();
        return new AvWindow
        {
            Stream = new StreamId("test"),
            Run = new RunId(1),
            Index = seed,
            Start = MediaTime.Zero,
            Duration = TimeSpan.FromSeconds(3),
            CapturedAt = DateTimeOffset.UnixEpoch,
            Samples = samples,
            HasSound = true,
            Picture = picture ? new PictureFrame { Time = MediaTime.FromSeconds(1.5), ArrivedAt = DateTimeOffset.UnixEpoch, Rgb = rgb, Width = 320, Height = 180 } : null,
            Covered = TimeSpan.FromSeconds(3),
            Gap = TimeSpan.Zero,
            IsTail = false,
        };
    }
}
