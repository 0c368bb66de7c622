using System.Collections.Concurrent;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;

namespace DeepAvFusion.Engine.Tests;

/// <summary>A model that does to each pass what a test says, and remembers the passes.</summary>
internal sealed class ScriptedAnalyzer(Action<IReadOnlyList<AvWindow>>? pass = null) : IWindowAnalyzer
{
    public ConcurrentQueue<long[]> Passes { get; } = new();

    public bool IsDisposed { get; private set; }

    public ModelIdentity Identity => Windows.Model;

    public string Device => "cpu";

    public IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows)
    {
        Passes.Enqueue([.. windows.Select(window => window.Index)]);
        pass?.Invoke(windows);
        return [.. windows.Select(_ => Windows.Result())];
    }

    public void Dispose() => IsDisposed = true;
}
