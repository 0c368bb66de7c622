using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Engine.Tests;

/// <summary>A real analyzer into which a test injects faults.</summary>
internal sealed class FaultyAnalyzer(IWindowAnalyzer real, Func<AvWindow, bool> fails) : IWindowAnalyzer
{
    public ModelIdentity Identity => real.Identity;

    public string Device => real.Device;

    public IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows) =>
        windows.FirstOrDefault(fails) is { } bad ? throw new InvalidOperationException($"injected fault for {bad.Stream}") : real.Analyse(windows);

    public void Teach(TaughtWeights? weights) => real.Teach(weights);

    public void Dispose() => real.Dispose();
}
