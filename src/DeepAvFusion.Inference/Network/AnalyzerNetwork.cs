using DeepAvFusion.Core.Results;
using DeepAvFusion.Model.Joint;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>The analyzer's model on its device. Not thread-safe: one owner, one call at a time.</summary>
public sealed class AnalyzerNetwork : IDisposable
{
    private readonly JointModel _model;
    private readonly Device _device;
    private readonly ScalarType _type;
    private readonly BusyClock _clock = new();

    internal AnalyzerNetwork(JointModel model, ModelIdentity identity, Device device, ScalarType type)
    {
        _model = model;
        _device = device;
        _type = type;
        Identity = identity;
        model.eval();
        model.to(type);
        model.to(device);
    }

    public ModelIdentity Identity { get; }

    public JointConfig Config => _model.Config;

    /// <summary>`cpu` or `cuda:N`.</summary>
    public string DeviceName => _device.type == TorchSharp.DeviceType.CPU ? "cpu" : $"cuda:{Math.Max(0, _device.index)}";

    /// <summary>Time spent in the network so far: encoder and heads, inputs put into tensors and results taken out of them.</summary>
    public TimeSpan Busy => _clock.Busy;

    /// <summary>Encodes a batch once, for all heads.</summary>
    /// <param name="images">[count, 3, height, width] of the encoder, normalised.</param>
    /// <param name="spectrograms">[count, 1, 128, 192], log10 mel.</param>
    public EncodedBatch Encode(float[] images, float[] spectrograms, int count)
    {
        var (image, audio) = (Config.Encoder.Image.Input, Config.Encoder.Audio.Input);
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var picture = tensor(images, [count, 3, image.Height, image.Width]).to(_type).to(_device);
        var mixture = tensor(spectrograms, [count, 1, audio.Height, audio.Width]).to(_type).to(_device);
        return new EncodedBatch(_model.Encode(picture, mixture).MoveToOuterDisposeScope(), count, _clock);
    }

    public void Dispose() => _model.Dispose();
}
