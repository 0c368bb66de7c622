using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Encoder;

public sealed class EncoderSpecs
{
    [Theory]
    [InlineData(FusionKind.Factorized)]
    [InlineData(FusionKind.Dense)]
    [InlineData(FusionKind.Token)]
    public void Gives_tokens_of_all_three_streams(FusionKind kind)
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(kind: kind), SmallModels.Weights());

        using var encoded = encoder.forward(image: SmallModels.Image(), audio: SmallModels.Audio(), keepLayers: true);

        Assert.Equal([4L, 6L, 32L], encoded.Image.shape);
        Assert.Equal([4L, 8L, 32L], encoded.Audio.shape);
        Assert.Equal([4L, 9L, 32L], encoded.Fusion.shape);
        Assert.Equal(2, encoded.Layers.Count);
        Assert.Equal([4L, 6L, 32L], encoded.Layers[1].Image.shape);
    }

    [Fact]
    public void Keeps_no_layers_unless_asked()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(), SmallModels.Weights());

        using var encoded = encoder.forward(image: SmallModels.Image(), audio: SmallModels.Audio());

        Assert.Empty(encoded.Layers);
    }

    [Fact]
    public void Surplus_layers_have_keys_but_do_not_run()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(imageDepth: 3, audioDepth: 2), SmallModels.Weights());

        using var encoded = encoder.forward(image: SmallModels.Image(), audio: SmallModels.Audio(), keepLayers: true);

        Assert.Equal(2, encoded.Layers.Count);
        Assert.Contains("fusion_blocks.2.attn.q.weight", encoder.state_dict().Keys);
    }

    [Fact]
    public void Layers_without_fusion_have_no_keys()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(layers: "1"), SmallModels.Weights());

        Assert.All(encoder.state_dict().Keys, key => Assert.DoesNotContain("fusion_blocks.0", key, StringComparison.Ordinal));
        Assert.Contains("fusion_blocks.1.norm1_mm.weight", encoder.state_dict().Keys);
    }

    [Fact]
    public void Position_tables_are_frozen()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(), SmallModels.Weights());

        var frozen = encoder.named_parameters().Where(entry => !entry.parameter.requires_grad).Select(entry => entry.name);

        Assert.Equal(["image.pos_embed", "audio.pos_embed"], frozen);
    }

    [Fact]
    public void Refuses_inputs_of_another_size_by_name()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(), SmallModels.Weights());

        var image = Assert.Throws<ShapeException>(() => encoder.forward(image: zeros(1, 3, 32, 32), audio: SmallModels.Audio(1)));
        var audio = Assert.Throws<ShapeException>(() => encoder.forward(image: SmallModels.Image(1), audio: zeros(1, 1, 16, 64)));
        var batch = Assert.Throws<ShapeException>(() => encoder.forward(image: SmallModels.Image(2), audio: SmallModels.Audio(3)));

        Assert.Equal("The image has shape [1, 3, 32, 32]; it must be [batch, 3, 32, 48].", image.Message);
        Assert.Contains("[batch, 1, 32, 64]", audio.Message, StringComparison.Ordinal);
        Assert.Contains("a batch of 2", batch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(), SmallModels.Weights());
        using var image = SmallModels.Image();
        using var audio = SmallModels.Audio();
        using var frozen = no_grad();
        Pass();

        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (var i = 0; i < 20; i++) Pass();

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);

        void Pass()
        {
            using var encoded = encoder.forward(image: image, audio: audio, keepLayers: true);
        }
    }

    [Fact]
    public void Gives_the_same_result_alone_and_in_a_batch()
    {
        using var encoder = new DeepAvFusionEncoder(SmallModels.Encoder(), SmallModels.Weights());
        var (image, audio) = (SmallModels.Image(), SmallModels.Audio());

        using var batch = encoder.forward(image: image, audio: audio);
        using var alone = encoder.forward(image: image.narrow(0, 2, 1), audio: audio.narrow(0, 2, 1));

        Assert.InRange(SmallModels.Distance(batch.Fusion[2], alone.Fusion[0]), 0, 1e-5);
    }
}
