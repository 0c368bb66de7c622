using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Regions;
using DeepAvFusion.Model.Presets;
using TorchSharp;

namespace DeepAvFusion.Inference.Tests;

/// <summary>However many batches go through, no tensor and no buffer stays behind: neither of those that were analysed nor of those that failed.</summary>
[Collection(nameof(BufferCounting))]
public sealed class LiveTensorSpecs : IDisposable
{
    private const int Frames = 32;
    private const int Samples = Frames * 250;
    private static readonly RegionSettings Regions = new(Threshold: 0.5, LeastArea: 0.004, Join: 0.15, Most: 3, Margin: 0.1, SilenceLevel: -60, Memory: 3, Heard: 0.5, Seen: 0.4);
    private static readonly ModelSettings Settings = new("tiny", null, 0, "cpu", NumberType.Float32, 1);
    private readonly HeadFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_thousand_batches_leave_nothing_with_heads_as_published()
    {
        // the smallest network that the front end feeds: 32x32 pictures, half a second of sound
        var backbone = new BackboneConfig(3, new InputSize(32, 32), Patch: 16, Width: 32, Depth: 1, Heads: 2, MlpRatio: 1);
        var encoder = new EncoderConfig(
            backbone, backbone with { Channels = 1, Input = new InputSize(128, Frames) }, new FusionConfig(FusionKind.Factorized, FusionLayers.All, new FusionTokens(2, 2, 2), Heads: 2));
        Leaves_nothing(1000, Settings with { Checkpoint = _files.Encoder("tiny", encoder) }, Samples);
    }

    [Theory]
    [InlineData(NumberType.Float32)]
    [InlineData(NumberType.Bfloat16)]
    public void Batches_leave_nothing_with_detailed_heads(NumberType type) => Leaves_nothing(20, Settings with { Type = type }, samples: 48000);

    private static void Leaves_nothing(int batches, ModelSettings settings, int samples)
    {
        using var analyzer = AnalyzerOpener.Open(settings, Regions, RegionSounds.Auto, progress: null);
        Round(analyzer, 0, samples);
        var (tensors, buffers) = (Live(), LeaseCount.Outstanding);
        for (var batch = 1; batch <= batches; batch++) Round(analyzer, batch, samples);
        Assert.Equal((tensors, buffers), (Live(), LeaseCount.Outstanding));
    }

    /// <summary>One batch that is analysed; every fourth time one that fails at its second window, whose sound the separation cannot take.</summary>
    private static void Round(IWindowAnalyzer analyzer, int batch, int samples)
    {
        using var first = TestWindows.Noise(batch, samples: samples);
        using var second = TestWindows.Noise(batch + 1, samples: batch % 4 == 0 ? samples + 1 : samples);
        if (batch % 4 == 0)
        {
            Assert.Throws<ArgumentException>(() => analyzer.Analyse([first, second]));
            return;
        }
        foreach (var result in analyzer.Analyse([first, second])) result.Dispose();
    }

    private static long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
