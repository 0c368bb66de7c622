using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests;

/// <summary>Networks small enough to train in a test, of the published layout.</summary>
internal static class SmallModels
{
    public const int Batch = 4;

    public static EncoderConfig Encoder(
        int width = 32, FusionKind kind = FusionKind.Factorized, string layers = "all", DropRates? drop = null, int imageDepth = 2, int audioDepth = 2) => new(
        new BackboneConfig(3, new InputSize(32, 48), 16, width, imageDepth, Heads: 4, MlpRatio: 2),
        new BackboneConfig(1, new InputSize(32, 64), 16, width, audioDepth, Heads: 4, MlpRatio: 2),
        new FusionConfig(kind, FusionLayers.Parse(layers), new FusionTokens(4, 3, 2), Heads: 4, AttentionRatio: 0.5),
        drop);

    public static WeightInitializer Weights(ulong seed = 1) => WeightInitializer.Seeded(seed);

    public static Tensor Image(int batch = Batch) => Numbers([batch, 3, 32, 48], seed: 11);

    public static Tensor Audio(int batch = Batch) => Numbers([batch, 1, 32, 64], seed: 12);

    /// <summary>Standard normal numbers, the same for the same seed.</summary>
    public static Tensor Numbers(long[] shape, int seed)
    {
        var random = new Random(seed);
        var values = new float[shape.Aggregate(1L, (product, side) => product * side)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return tensor(values, shape);
    }

    /// <summary>Largest absolute difference of two tensors.</summary>
    public static double Distance(Tensor a, Tensor b) => (a.detach() - b.detach()).abs().max().ToDouble();
}
