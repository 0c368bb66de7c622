using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Inference;

/// <summary>A model on a device that analyses windows. Not thread-safe: one owner, one call at a time.</summary>
public interface IWindowAnalyzer : IDisposable
{
    ModelIdentity Identity { get; }

    /// <summary>`cpu` or `cuda:N`.</summary>
    string Device { get; }

    /// <summary>One result a window, in order. The windows stay the caller's to dispose, the results become so.</summary>
    IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows);

    /// <summary>Takes taught labels and weights for the passes that follow; the identity tells of them from then on.</summary>
    /// <param name="weights">Null goes back to those that the model came with.</param>
    /// <exception cref="UserErrorException">They do not fit this model, which goes on as it was.</exception>
    void Teach(TaughtWeights? weights);
}
