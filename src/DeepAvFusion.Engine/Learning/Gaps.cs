using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Engine.Learning;

internal static class Gaps
{
    public static void Reject(this OnlineLearning taught, int number, string who, string reason) => _ = (taught, number, who, reason);

    public static float[] Score(this OnlineLearning taught, TaughtWeights? weights, WindowFeatures features)
    {
        var layer = (weights?.Layers ?? taught.Model.Layers)[TaughtLayer.Fusion];
        var rows = features[TaughtLayer.Fusion]!;
        return [.. layer.Bias.Select((bias, label) => 1 / (1 + MathF.Exp(-(bias + Enumerable.Range(0, layer.Width).Sum(i => layer.Weight[(label * layer.Width) + i] * (float)rows.Values[i])))))];
    }
}
