using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Inference.Tests;

/// <summary>Every network that the live analyzer can run, opened as it opens it, says in bfloat16 what it says in float32.</summary>
public sealed class NumberTypeSpecs : IDisposable
{
    private const int Windows = 2;
    private static readonly ModelSettings Tiny = new("tiny", null, 0, "cpu", NumberType.Float32, 1);

    // a threshold that nothing reaches gives one region, the whole picture, whatever untrained maps look like
    private static readonly RegionSettings WholePictures = new(Threshold: 1.1, LeastArea: 0.004, Join: 0.15, Most: 3, Margin: 0.1, SilenceLevel: -60, Memory: 3, Heard: 0.5, Seen: 0.4);

    // one that everything reaches gives one region with a mask, and so a second pass over its crop
    private static readonly RegionSettings Placed = WholePictures with { Threshold = 0 };
    private readonly HeadFiles _files = new();
    private readonly List<AvWindow> _windows = [.. Enumerable.Range(0, Windows).Select(TestWindows.Scene)];

    public static TheoryData<string> Presets() => [.. EncoderPresets.All];

    public void Dispose()
    {
        _windows.ForEach(window => window.Dispose());
        _files.Dispose();
    }

    /// <summary>
    /// Encoders of one layer: what differs between presets is the width of their tokens and heads, and every layer is like the first. The huge one, whose
    /// patches neither the published heads nor the analyzer's spectrograms fit, has patches of the others' size here.
    /// </summary>
    [Theory]
    [MemberData(nameof(Presets))]
    public void Published_heads_agree_on_an_encoder_of_every_preset(string preset)
    {
        var whole = EncoderPresets.Named(preset, audioInput: preset == "huge" ? new InputSize(126, 196) : null);
        var file = _files.Encoder(preset, whole with
        {
            Image = whole.Image with { Patch = 16, Depth = 1 },
            Audio = whole.Audio with { Input = BackbonePresets.AudioInput, Patch = 16, Depth = 1 },
        });
        Agree(Tiny with { Checkpoint = file }, WholePictures);
    }

    [Fact]
    public void Detailed_heads_agree()
    {
        Agree(Tiny, WholePictures);
        Agree(Tiny, Placed);
    }

    [Fact]
    public void The_shipped_model_agrees() => Agree(Tiny with { Preset = Assert.Single(ShippedModels.Names) }, WholePictures with { Threshold = 0.5 });

    [Theory]
    [InlineData(true, 0, false)]
    [InlineData(false, 1, false)]
    [InlineData(false, 3, false)]
    [InlineData(false, 0, true)]
    [InlineData(true, 1, true)]
    public void Heads_that_stand_in_for_the_models_agree(bool recognition, int segmentation, bool separation)
    {
        var settings = Tiny with
        {
            Recognition = recognition ? _files.Recognition(LabelScoring.Sigmoid).Path : null,
            Segmentation = segmentation > 0 ? _files.Segmentation(segmentation).Path : null,
            Separation = separation ? _files.Separation().Path : null,
        };
        Agree(settings, WholePictures);
        Agree(settings, Placed);
    }

    private void Agree(ModelSettings settings, RegionSettings regions)
    {
        var (exact, near) = (Analyse(settings, regions), Analyse(settings with { Type = NumberType.Bfloat16 }, regions));
        for (var i = 0; i < Windows; i++)
        {
            Near(0.03, Scores(exact[i]), Scores(near[i]));
            Near(0.03, Map(exact[i]), Map(near[i]));
            Assert.NotEmpty(exact[i].Regions);
            Assert.Equal(exact[i].Regions.Count, near[i].Regions.Count);
            foreach (var (one, other) in exact[i].Regions.Zip(near[i].Regions))
            {
                Assert.True(one.Sound.Span.ContainsAnyExcept(0));
                Near(0.03, one.Sound.Span.ToArray(), other.Sound.Span.ToArray());
            }
        }
        Array.ForEach([.. exact, .. near], result => result.Dispose());
    }

    private IReadOnlyList<WindowResult> Analyse(ModelSettings settings, RegionSettings regions)
    {
        using var analyzer = AnalyzerOpener.Open(settings, regions, RegionSounds.Auto, progress: null);
        return analyzer.Analyse(_windows);
    }

    private static float[] Scores(WindowResult result) => [.. result.Scores.SelectMany(score => new[] { score.Score, score.Image, score.Audio, score.Fusion }).Select(score => (float)score)];

    private static float[] Map(WindowResult result) => [.. result.Map!.Probability.Select(value => value / 255f)];

    /// <summary>The mean difference is small, and every number is one.</summary>
    private static void Near(double most, float[] exact, float[] near)
    {
        Assert.Equal(exact.Length, near.Length);
        Assert.All(near, value => Assert.True(float.IsFinite(value)));
        Assert.InRange(exact.Zip(near, (one, other) => Math.Abs(one - other)).Average(), 0, most);
    }
}
