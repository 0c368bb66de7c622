using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Optimizers;

/// <summary>Layer-wise adaptive rate scaling with momentum, the optimiser of the linear probe.</summary>
/// <remarks>Source: "Large Batch Training of Convolutional Networks", You et al. 2017, as MAE's probe uses it.</remarks>
/// <param name="parameters">What to train; vectors get plain momentum steps without decay.</param>
/// <param name="learningRate">Step size.</param>
/// <param name="weightDecay">Decay added to the gradient before its norm is taken.</param>
/// <param name="momentum">Share of the last step that is kept.</param>
/// <param name="trust">Trust coefficient.</param>
public sealed class Lars(
    IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0, double momentum = 0.9, double trust = 0.001) : IDisposable
{
    private readonly Parameter[] _parameters = [.. parameters];
    private readonly Dictionary<Parameter, Tensor> _momenta = new(ReferenceEqualityComparer.Instance);

    /// <summary>Step size; a schedule sets it before each step.</summary>
    public double LearningRate { get; set; } = learningRate;

    /// <summary>What is trained, in order.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The momentum of each parameter that has taken a step.</summary>
    public IReadOnlyDictionary<Parameter, Tensor> Momenta => _momenta;

    /// <summary>One step; parameters without a gradient stay as they are.</summary>
    public void Step()
    {
        using var frozen = no_grad();
        foreach (var parameter in _parameters)
        {
            using var scope = NewDisposeScope();
            if (parameter.grad is not { } gradient) continue;
            var step = Momentum(parameter).mul_(momentum).add_(Direction(parameter, gradient));
            parameter.sub_(step * LearningRate);
        }
    }

    /// <summary>Forgets all gradients.</summary>
    public void ZeroGradients()
    {
        foreach (var parameter in _parameters) parameter.grad = null;
    }

    /// <summary>Sets the momentum of one parameter, as a saved state has it.</summary>
    public void Restore(Parameter parameter, Tensor momentum)
    {
        using var frozen = no_grad();
        Momentum(parameter).copy_(momentum);
    }

    public void Dispose()
    {
        foreach (var momentum in _momenta.Values) momentum.Dispose();
        _momenta.Clear();
    }

    private Tensor Momentum(Parameter parameter)
    {
        if (!_momenta.TryGetValue(parameter, out var found))
            _momenta[parameter] = found = zeros_like(parameter).DetachFromDisposeScope();
        return found;
    }

    private Tensor Direction(Parameter parameter, Tensor gradient)
    {
        if (parameter.shape.Length < 2) return gradient;
        var direction = gradient + parameter * weightDecay;
        var (size, length) = (parameter.norm().ToDouble(), direction.norm().ToDouble());
        return size > 0 && length > 0 ? direction * (trust * size / length) : direction;
    }
}
