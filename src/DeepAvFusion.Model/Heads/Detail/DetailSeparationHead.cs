using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>Predicts which part of a mixture belongs to the picture, seeing the mixture itself beside its tokens.</summary>
public sealed class DetailSeparationHead : Module<EncoderOutput, Tensor, Tensor>
{
    private const double MiddleLevel = -4;      // of log10 mel, so that the border's zeros lie between silence and sound
    private const double LevelRange = 3;

    [ComponentName(Name = "decoder")] private readonly DetailDecoder _decoder;

    /// <summary>A head for encoders of <paramref name="config"/>.</summary>
    public DetailSeparationHead(EncoderConfig config, WeightInitializer weights)
        : base(nameof(DetailSeparationHead))
    {
        _decoder = new DetailDecoder(channels: 1, config.Width, 2 * config.Width, config.Audio.Grid, weights);
        RegisterComponents();
    }

    /// <param name="encoded">One encoder pass</param>
    /// <param name="mixture">[B, 1, mel, time] log10 mel, what was encoded</param>
    /// <returns>[B, 1, mel, time] logits of the mask</returns>
    public override Tensor forward(EncoderOutput encoded, Tensor mixture)
    {
        using var scope = NewDisposeScope();
        var seen = cat([encoded.Image.mean([1]), encoded.Fusion.mean([1])], 1);                // [B, 2 D]
        return _decoder.call((mixture - MiddleLevel) / LevelRange, encoded.Audio, seen).MoveToOuterDisposeScope();
    }
}
