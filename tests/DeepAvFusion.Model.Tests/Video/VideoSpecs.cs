using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Model.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Video;

public sealed class VideoSpecs
{
    private static readonly VideoBackboneConfig Small = new(Frames: 4, new InputSize(16, 24), FramePatch: 2, Patch: 8, Width: 32, Depth: 2, Heads: 4);

    [Theory]
    [InlineData(VideoAttention.Joint, false, 12)]
    [InlineData(VideoAttention.Joint, true, 13)]
    [InlineData(VideoAttention.Divided, false, 12)]
    [InlineData(VideoAttention.Divided, true, 13)]
    public void Gives_a_token_per_tubelet(VideoAttention attention, bool classToken, long tokens)
    {
        using var backbone = new VideoBackbone(Small with { Attention = attention, ClassToken = classToken }, SmallModels.Weights());

        using var encoded = backbone.call(Clip(), null);

        Assert.Equal([2L, tokens, 32L], encoded.shape);
    }

    [Fact]
    public void Keeps_chosen_tubelets_with_their_positions()
    {
        using var backbone = new VideoBackbone(Small, SmallModels.Weights());

        using var all = backbone.Embed(Clip());
        using var some = backbone.Embed(Clip(), keep: tensor(new long[] { 11, 0, 5, 5 }, [2, 2]));

        Assert.Equal(0, SmallModels.Distance(all[0][11], some[0][0]));
        Assert.Equal(0, SmallModels.Distance(all[1][5], some[1][1]));
    }

    [Fact]
    public void Divided_attention_needs_every_tubelet()
    {
        using var backbone = new VideoBackbone(Small with { Attention = VideoAttention.Divided }, SmallModels.Weights());

        Assert.Throws<ArgumentException>(() => backbone.call(Clip(), zeros(2, 3, dtype: ScalarType.Int64)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Divided_attention_drops_a_place_over_time_and_a_frame_over_places(bool classToken)
    {
        var drawn = new List<long>();
        var branches = new BranchDrop(0.5, batch =>
        {
            drawn.Add(batch);
            return zeros(batch);
        });
        using var backbone = new VideoBackbone(
            Small with { Depth = 1, Attention = VideoAttention.Divided, ClassToken = classToken }, SmallModels.Weights(), new DropRates(Path: 0.5), branches);
        using (no_grad()) backbone.state_dict()["blocks.0.temporal_fc.bias"].fill_(0.25f);
        backbone.train();

        using var dropped = backbone.call(Clip(), null);
        using var tokens = backbone.Embed(Clip());
        var first = classToken ? 1 : 0;
        using var moved = cat([tokens.narrow(1, 0, first), tokens.narrow(1, first, 12) + 0.25], 1);

        Assert.Equal([2L * 6, 2L * 2, 2L], drawn);
        Assert.Equal(0, SmallModels.Distance(backbone.Norm(moved), dropped), 1e-5);
    }

    [Fact]
    public void Refuses_clips_of_another_length()
    {
        using var backbone = new VideoBackbone(Small, SmallModels.Weights());

        var refusal = Assert.Throws<ShapeException>(() => backbone.call(zeros([1, 3, 6, 16, 24]), null));

        Assert.Contains("[batch, 3, 4, 16, 24]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_impossible_video_encoders()
    {
        var config = VideoPresets.Named("small");
        var bad = config with { Video = config.Video with { Frames = 15, Attention = VideoAttention.Divided }, Fusion = config.Fusion with { Kind = FusionKind.Token } };

        var refusal = Assert.Throws<ModelConfigurationException>(() => new VideoFusionEncoder(bad, WeightInitializer.Blank()));

        Assert.Collection(
            refusal.Problems,
            problem => Assert.Equal("15 video frames are not divisible by the tubelet length 2", problem),
            problem => Assert.Equal("the fused encoder needs joint video attention", problem),
            problem => Assert.Equal("the fused video encoder has factorized fusion only", problem));
    }

    [Theory]
    [InlineData(VideoAttention.Joint)]
    [InlineData(VideoAttention.Divided)]
    public void Leaves_no_tensor_behind(VideoAttention attention)
    {
        using var backbone = new VideoBackbone(Small with { Attention = attention, ClassToken = true }, SmallModels.Weights());
        using var clip = Clip();
        using var frozen = no_grad();
        backbone.call(clip, null).Dispose();

        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (var i = 0; i < 10; i++) backbone.call(clip, null).Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static Tensor Clip() => SmallModels.Numbers([2, 3, 4, 16, 24], seed: 21);
}
