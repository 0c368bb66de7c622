using DeepAvFusion.Model.Joint;

namespace DeepAvFusion.Inference.Teaching;

/// <summary>Labels and the layers that tell them, to be put in place of those a model came with.</summary>
/// <param name="Version">Number of the version, from 1.</param>
/// <param name="Sha256">Hex digest of the version's model file; results carry it.</param>
/// <param name="Labels">All labels: those of the model it came from, in their order, and after them the new ones. Where that was an encoder alone, the taught ones only.</param>
/// <param name="Layers">Every layer of the model that can be taught.</param>
public sealed record TaughtWeights(int Version, string Sha256, IReadOnlyList<string> Labels, IReadOnlyDictionary<TaughtLayer, LayerWeights> Layers)
{
    /// <summary>How logits become scores.</summary>
    public ScoreRule Rule { get; init; } = new(LabelScoring.Sigmoid, int.MaxValue);
}

/// <summary>A linear layer, a row a label.</summary>
/// <param name="Width">Numbers that it takes.</param>
/// <param name="Weight">[labels * Width]</param>
/// <param name="Bias">[labels]</param>
public sealed record LayerWeights(int Width, float[] Weight, float[] Bias);
