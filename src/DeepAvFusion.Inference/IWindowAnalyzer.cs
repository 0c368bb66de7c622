using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference;

/// <summary>A model on a device that analyses windows. Not thread-safe: one owner, one call at a time.</summary>
public interface IWindowAnalyzer : IDisposable
{
    ModelIdentity Identity { get; }

    /// <summary>`cpu` or `cuda:N`.</summary>
    string Device { get; }

    /// <summary>One result a window, in order. The windows stay the caller's to dispose, the results become so.</summary>
    IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows);
}
