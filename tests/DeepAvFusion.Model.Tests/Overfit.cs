using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Tests;

/// <summary>Trains on one batch; a network whose parts all learn drives its loss down.</summary>
internal static class Overfit
{
    /// <returns>The first and the last loss.</returns>
    public static (double First, double Last) Train(nn.Module model, Func<Tensor> loss, int steps, double rate)
    {
        using var optimizer = optim.AdamW(model.parameters().Where(parameter => parameter.requires_grad), rate);
        model.train();
        var losses = new List<double>();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var value = loss();
            value.backward();
            optimizer.step();
            losses.Add(value.ToDouble());
        }

        return (losses[0], losses[^1]);
    }
}
