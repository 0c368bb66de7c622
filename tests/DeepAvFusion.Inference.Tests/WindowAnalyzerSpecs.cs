using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Tests;

/// <summary>The whole analysis of windows with a real, tiny, untrained network.</summary>
[Collection(nameof(BufferCounting))]
public sealed class WindowAnalyzerSpecs : IDisposable
{
    private static readonly RegionSettings Regions = new(Threshold: 0.5, LeastArea: 0.004, Join: 0.15, Most: 3, Margin: 0.1, SilenceLevel: -60, Memory: 3, Heard: 0.5, Seen: 0.4);
    private readonly IWindowAnalyzer _analyzer = AnalyzerOpener.Open(new ModelSettings("tiny", null, 0, "cpu", NumberType.Float32, 1), Regions, RegionSounds.Auto, progress: null);

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
        using var first = TestWindows.Noise(1);
        using var second = TestWindows.Noise(2);
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
        using var window = TestWindows.Noise(3);
        using var result = Assert.Single(_analyzer.Analyse([window]));
        Assert.NotEmpty(result.Regions);
        Assert.All(result.Regions, region => Assert.Equal(window.Samples.Length, region.Sound.Length));
        Assert.All(result.Regions, region => Assert.InRange(region.Level.Rms, -120, result.Level.Rms + 0.5));
    }

    [Theory]
    [InlineData(RegionSounds.Pooled)]
    [InlineData(RegionSounds.Crops)]
    [InlineData(RegionSounds.Whole)]
    public void Each_way_to_sounds_of_regions_leaves_a_rest_and_names_what_is_placed(RegionSounds sounds)
    {
        using var analyzer = AnalyzerOpener.Open(new ModelSettings("tiny", null, 0, "cpu", NumberType.Float32, 1), Regions with { Threshold = 0.4 }, sounds, progress: null);
        using var first = TestWindows.Scene(1);
        using var second = TestWindows.Scene(2);
        var results = analyzer.Analyse([first, second]);
        Assert.Contains(results, result => result.Regions.Count > 0);
        foreach (var (window, result) in new[] { first, second }.Zip(results))
        {
            Assert.All(result.Regions, region => Assert.Equal(region.Region.Mask is null, region.Label is null));
            var rest = window.Samples.Span.ToArray();
            foreach (var region in result.Regions)
                for (var i = 0; i < rest.Length; i++)
                    rest[i] -= region.Sound.Span[i];
            Assert.InRange(SoundLevel.Of(rest).Rms, -120, result.Level.Rms + 0.1);
            result.Dispose();
        }
    }

    [Fact]
    public void Outputs_that_are_no_numbers_are_a_failed_pass()
    {
        using var window = TestWindows.Noise(6);
        window.Samples.Span[0] = float.NaN;                         // what goes in as no number comes out as none, as with weights that overflow
        Assert.Contains("no numbers", Assert.Throws<InvalidOperationException>(() => _analyzer.Analyse([window])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_silence_nothing_sounds()
    {
        using var window = TestWindows.Noise(4, amplitude: 0);
        using var result = Assert.Single(_analyzer.Analyse([window]));
        Assert.Empty(result.Regions);
        Assert.All(result.Map!.Region, owner => Assert.Equal(0, owner));
    }

    [Fact]
    public void Sound_without_picture_has_labels_but_no_regions_and_no_map()
    {
        using var window = TestWindows.Noise(5, picture: false);
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
            using var window = TestWindows.Noise(i);
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
        var error = Assert.Throws<UserErrorException>(() => AnalyzerOpener.Open(new ModelSettings("tiny", null, 0, device, NumberType.Float32, 1), Regions, RegionSounds.Auto, progress: null));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_preset_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<UserErrorException>(() => AnalyzerOpener.Open(new ModelSettings("giant", null, 0, "cpu", NumberType.Float32, 1), Regions, RegionSounds.Auto, progress: null));
        Assert.Contains("tiny", error.Message, StringComparison.Ordinal);
    }
}
