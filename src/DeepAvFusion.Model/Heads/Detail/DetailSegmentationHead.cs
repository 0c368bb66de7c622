using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>Marks what sounds in a picture, seeing the picture itself beside its tokens.</summary>
public sealed class DetailSegmentationHead : Module<EncoderOutput, Tensor, Tensor>
{
    [ComponentName(Name = "decoder")] private readonly DetailDecoder _decoder;

    /// <summary>A head for encoders of <paramref name="config"/>.</summary>
    public DetailSegmentationHead(EncoderConfig config, WeightInitializer weights)
        : base(nameof(DetailSegmentationHead))
    {
        _decoder = new DetailDecoder(channels: 3, config.Width, 2 * config.Width, config.Image.Grid, weights);
        RegisterComponents();
    }

    /// <param name="encoded">One encoder pass</param>
    /// <param name="picture">[B, 3, H, W], what was encoded</param>
    /// <returns>[B, 1, H, W] logits</returns>
    public override Tensor forward(EncoderOutput encoded, Tensor picture)
    {
        using var scope = NewDisposeScope();
        var heard = cat([encoded.Audio.mean([1]), encoded.Fusion.mean([1])], 1);               // [B, 2 D]
        return _decoder.call(picture, encoded.Image, heard).MoveToOuterDisposeScope();
    }
}
