using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>The analyzer's model on its device. Not thread-safe: one owner, one call at a time.</summary>
public sealed class AnalyzerNetwork : IDisposable
{
    private readonly NetworkParts _asItCame;
    private readonly ModelIdentity _identity;
    private readonly Device _device;
    private readonly ScalarType _type;
    private readonly BusyClock _clock = new();
    private NetworkParts _parts;

    internal AnalyzerNetwork(NetworkParts parts, ModelIdentity identity, Device device, ScalarType type)
    {
        _parts = _asItCame = parts;
        _device = device;
        _type = type;
        Identity = _identity = identity;
        foreach (var module in parts.Modules) ServedNetwork.Ready(module, type, device);
    }

    public ModelIdentity Identity { get; private set; }

    /// <summary>The encoder whose input sizes count.</summary>
    public EncoderConfig Encoder => _parts.Encoder;

    /// <summary>Names of the classes, in the order of scores.</summary>
    public IReadOnlyList<string> Labels => _parts.Labels;

    /// <summary>How class logits become scores.</summary>
    public LabelScoring Scoring => _parts.Rule.Scoring;

    /// <summary>Whether the separation was made to be asked for places in a picture, rather than for a picture.</summary>
    public bool SeparatesPlaces => _parts is { Separation: null, Joint.Config.IsDetailed: true };

    /// <summary>Whether labels are scored one by one, by the model that names patches as well.</summary>
    public bool NamesItsLabels => _parts is { Recognition: null, Rule.Scoring: LabelScoring.Sigmoid };

    /// <summary>`cpu` or `cuda:N`.</summary>
    public string DeviceName => _device.type == TorchSharp.DeviceType.CPU ? "cpu" : $"cuda:{Math.Max(0, _device.index)}";

    /// <summary>Time spent in the network so far: encoder and heads, inputs put into tensors and results taken out of them.</summary>
    public TimeSpan Busy => _clock.Busy;

    /// <summary>Encodes a batch once, for all heads that share the encoder.</summary>
    /// <param name="images">[count, 3, height, width] of the encoder, normalised.</param>
    /// <param name="spectrograms">[count, 1, 128, 192], log10 mel.</param>
    public EncodedBatch Encode(float[] images, float[] spectrograms, int count)
    {
        var (image, audio) = (Encoder.Image.Input, Encoder.Audio.Input);
        using var lap = _clock.Start();
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var picture = tensor(images, [count, 3, image.Height, image.Width]).to(_type).to(_device);
        var mixture = tensor(spectrograms, [count, 1, audio.Height, audio.Width]).to(_type).to(_device);
        if (_parts.Joint?.Encode(picture, mixture).MoveToOuterDisposeScope() is { } encoded) return new EncodedBatch(_parts, encoded, count, _clock);
        return new EncodedBatch(_parts, picture.MoveToOuterDisposeScope(), mixture.MoveToOuterDisposeScope(), count, _clock);
    }

    /// <summary>Takes taught labels and weights for the batches that are encoded from now on; a batch that is encoded keeps those it was encoded with, and must be gone.</summary>
    /// <param name="taught">Null goes back to those that the model came with.</param>
    /// <exception cref="UserErrorException">They do not fit, and nothing is changed.</exception>
    public void Teach(TaughtWeights? taught)
    {
        var before = _parts;
        _parts = taught is null ? _asItCame : TaughtParts.Of(_asItCame, taught);
        Identity = taught is null ? _identity : TaughtParts.Identity(_identity, _parts, taught);
        if (before != _asItCame) before.DisposeHeads();
    }

    public void Dispose()
    {
        if (_parts != _asItCame) _parts.DisposeHeads();
        _asItCame.Dispose();
    }
}
