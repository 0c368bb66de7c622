using System.Collections.Concurrent;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Engine.Tests;

/// <summary>A model that does to each pass what a test says, and remembers the passes.</summary>
internal sealed class ScriptedAnalyzer(Action<IReadOnlyList<AvWindow>>? pass = null) : IWindowAnalyzer
{
    public ConcurrentQueue<long[]> Passes { get; } = new();

    /// <summary>What it was taught last.</summary>
    public TaughtWeights? Taught { get; private set; }

    public bool IsDisposed { get; private set; }

    public ModelIdentity Identity => Taught is null ? Windows.Model : Windows.Model with { Sha256 = Taught.Sha256, Version = Taught.Version };

    public string Device => "cpu";

    public IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows)
    {
        Passes.Enqueue([.. windows.Select(window => window.Index)]);
        pass?.Invoke(windows);
        return [.. windows.Select(_ => Windows.Result())];
    }

    /// <summary>A version that does not fit it.</summary>
    public int? Refuses { get; init; }

    public void Teach(TaughtWeights? weights) => Taught = weights is null || weights.Version != Refuses ? weights : throw new UserErrorException("It does not fit.");

    public void Dispose() => IsDisposed = true;
}
