using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers about one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    internal Parameter Parameter => _parameter;

    /// <summary>Copies the values of another state of the same kind.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    public abstract void Initialize(OptimizerOptions options);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device) { }

    internal abstract void Release();

    /// <summary>A tensor of zeros like the parameter that no dispose scope owns.</summary>
    private protected Tensor Zeros() => _parameter.zeros_like().DetachFromDisposeScope();

    /// <summary>A copy on the parameter's device that no dispose scope owns, in place of another tensor.</summary>
    private protected Tensor? Copied(Tensor? before, Tensor? source)
    {
        var copy = source?.to(_parameter.device, copy: true).DetachFromDisposeScope();
        if (!ReferenceEquals(before, source)) before?.Dispose();
        return copy;
    }

    private protected static Tensor Moved(Tensor tensor, Device device)
    {
        using (tensor) return tensor.to(device).DetachFromDisposeScope();
    }
}
