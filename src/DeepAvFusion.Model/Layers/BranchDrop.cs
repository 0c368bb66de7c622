using static TorchSharp.torch;

namespace DeepAvFusion.Model.Layers;

/// <summary>Draws which samples keep a residual branch: [B] of 0 and 1.</summary>
public delegate Tensor KeepDraws(long batch);

/// <summary>Stochastic depth: in training each sample of a residual branch is kept, and scaled up, or dropped.</summary>
/// <param name="rate">Share of samples dropped; the same in all layers.</param>
/// <param name="draws">Where the draws come from; null takes them from the global generator.</param>
internal sealed class BranchDrop(double rate, KeepDraws? draws = null)
{
    /// <summary>A branch that is never dropped.</summary>
    public static BranchDrop Never { get; } = new(rate: 0);

    /// <param name="branch">[B, N, D]</param>
    /// <param name="training">Whether branches may be dropped.</param>
    /// <returns>[B, N, D]; the same tensor when nothing can be dropped.</returns>
    public Tensor Apply(Tensor branch, bool training)
    {
        if (!training || rate == 0) return branch;
        using var scope = NewDisposeScope();
        var batch = branch.shape[0];
        var keep = draws is null ? rand(batch).ge(rate) : draws(batch);                            // [B]
        var factor = keep.to(branch.dtype).to(branch.device).div(1 - rate).view(batch, 1, 1);      // [B, 1, 1]
        return (branch * factor).MoveToOuterDisposeScope();
    }
}
