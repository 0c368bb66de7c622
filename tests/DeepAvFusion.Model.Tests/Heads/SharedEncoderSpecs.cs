using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests.Heads;

public sealed class SharedEncoderSpecs
{
    [Fact]
    public void One_encoder_pass_serves_all_three_heads_and_leaves_no_tensor_behind()
    {
        var config = SmallModels.Encoder(width: 128);
        using var encoder = new DeepAvFusionEncoder(config, SmallModels.Weights());
        using var recognition = new RecognitionHead(config.Width, classes: 3, inputNorm: true, SmallModels.Weights());
        using var separation = new SeparationHead(config, SmallModels.Weights());
        using var segmentation = new SegmentationHead(config, classes: 1, SmallModels.Weights());
        foreach (var part in new nn.Module[] { encoder, recognition, separation, segmentation }) part.eval();
        using var image = SmallModels.Image(1);
        using var audio = SmallModels.Audio(1);
        using var frozen = no_grad();
        Pass();

        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        for (var i = 0; i < 10; i++) Pass();

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);

        void Pass()
        {
            using var encoded = encoder.forward(image: image, audio: audio, keepLayers: true);
            using var logits = recognition.call(encoded);
            using var mask = separation.call(encoded);
            using var map = segmentation.call(encoded);
            Assert.Equal([1L, 1L, 32L, 64L], mask.shape);
            Assert.Equal([1L, 1L, 32L, 48L], map.shape);
        }
    }
}
