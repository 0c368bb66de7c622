using System.Runtime.InteropServices;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Benchmarks.Forward;

/// <summary>An encoder with its recognition heads in one number type.</summary>
internal sealed class ModelUnderTest : IDisposable
{
    public const int Classes = 310;
    private readonly DeepAvFusionEncoder _encoder;
    private readonly RecognitionHead _head;
    private readonly EncoderConfig _config;
    private readonly Device _device;
    private readonly ScalarType _type;

    private ModelUnderTest(DeepAvFusionEncoder encoder, RecognitionHead head, EncoderConfig config, Device device, ScalarType type)
    {
        (_encoder, _head) = (ServedNetwork.Ready(encoder, type, device), ServedNetwork.Ready(head, type, device));
        (_config, _device, _type) = (config, device, type);
    }

    /// <summary>Writes the weights of a freshly initialised encoder in the published layout.</summary>
    public static void WriteWeights(EncoderConfig config, string path)
    {
        using var weights = WeightInitializer.Seeded(0);
        using var encoder = new DeepAvFusionEncoder(config, weights);
        TorchCheckpointWriter.Write(path, new CheckpointMap().Set("state_dict", CheckpointTensors.Views(encoder).ToMap()), null, CancellationToken.None);
    }

    /// <summary>Builds the network and loads its encoder's weights.</summary>
    /// <param name="load">Seconds the loading took.</param>
    public static ModelUnderTest Load(EncoderConfig config, string path, Device device, ScalarType type, BenchClock clock, out double load)
    {
        using var blank = WeightInitializer.Blank();
        using var random = WeightInitializer.Seeded(1);
        var encoder = new DeepAvFusionEncoder(config, blank);
        var started = clock.Now();
        CheckpointLoader.LoadModel(encoder, path, null, CancellationToken.None);
        load = clock.Now() - started;
        return new ModelUnderTest(encoder, new RecognitionHead(config.Width, Classes, inputNorm: false, random), config, device, type);
    }

    /// <returns>Seconds of one forward.</returns>
    public double Forward(int batch, BenchClock clock)
    {
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        var (image, audio) = Inputs(batch);
        Wait();
        var started = clock.Now();
        _head.call(_encoder.forward(image: image, audio: audio));
        Wait();
        return clock.Now() - started;
    }

    /// <summary>One sample in, and what the encoder says: the tokens of picture, sound and fusion in one row.</summary>
    public (byte[] Image, byte[] Audio, float[] Tokens) Example()
    {
        using var scope = NewDisposeScope();
        using var off = inference_mode();
        manual_seed(0);
        var (image, audio) = Inputs(1);
        var encoded = _encoder.forward(image: image, audio: audio);
        return (Bytes(image), Bytes(audio), Numbers(cat([encoded.Image.flatten(), encoded.Audio.flatten(), encoded.Fusion.flatten()], 0)));
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _head.Dispose();
    }

    private (Tensor Image, Tensor Audio) Inputs(int batch) =>
        (Random(batch, _config.Image), Random(batch, _config.Audio));

    private Tensor Random(int batch, BackboneConfig config) =>
        randn([batch, config.Channels, config.Input.Height, config.Input.Width]).to(_type).to(_device);

    private void Wait()
    {
        if (_device.type == DeviceType.CUDA)
            cuda.synchronize(_device);
    }

    private static byte[] Bytes(Tensor values) => MemoryMarshal.AsBytes(Numbers(values).AsSpan()).ToArray();

    private static float[] Numbers(Tensor values) => values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
}
