using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Optimizers;

/// <summary>An optimiser over parameter groups whose state is saved and loaded in the published layout; parameters are numbered through the groups.</summary>
public abstract class GroupedOptimizer : IDisposable
{
    private protected GroupedOptimizer(IReadOnlyList<ParameterGroup> groups)
    {
        Groups = groups;
        Parameters = [.. groups.SelectMany(group => group.Parameters)];
    }

    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>All parameters, in the order of their numbers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Sets the learning rate of each group.</summary>
    public void SetRates(Func<ParameterGroup, double> rate)
    {
        for (var group = 0; group < Groups.Count; group++) SetRate(group, rate(Groups[group]));
    }

    /// <summary>One step; parameters without a gradient stay as they are, undecayed.</summary>
    public abstract void Step();

    public void ZeroGradients()
    {
        foreach (var parameter in Parameters) parameter.grad = null;
    }

    /// <summary>Multiplies all gradients.</summary>
    public void ScaleGradients(double factor)
    {
        using var frozen = no_grad();
        foreach (var parameter in Parameters)
        {
            using var gradient = parameter.grad;
            gradient?.mul_(factor);
        }
    }

    /// <summary>L2 norm of all gradients together; parameters without one do not count.</summary>
    public double GradientNorm()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var norms = Parameters.Select(parameter => parameter.grad).OfType<Tensor>().Select(gradient => gradient.norm().to(ScalarType.Float64)).ToArray();
        return norms.Length == 0 ? 0 : stack(norms).norm().ToDouble();
    }

    /// <summary>The state as saved under "optimizer".</summary>
    public CheckpointMap Save()
    {
        var (states, groups, number) = (new CheckpointMap(), new List<CheckpointNode>(), 0);
        for (var i = 0; i < Groups.Count; i++)
        {
            var numbers = Groups[i].Parameters.Select(_ => (CheckpointNode)CheckpointScalar.Of((long)number++)).ToArray();
            groups.Add(new CheckpointMap()
                .Set("lr", CheckpointScalar.Of(Rate(i))).Set("weight_decay", CheckpointScalar.Of(Groups[i].WeightDecay))
                .Set("lr_scale", CheckpointScalar.Of(Groups[i].LearningRateScale)).Set("pretrained", CheckpointScalar.Of(Groups[i].Pretrained))
                .Set("params", new CheckpointList(numbers)));
        }

        for (var i = 0; i < Parameters.Count; i++)
            if (StateOf(i) is { } state) states.Set((long)i, state);
        return new CheckpointMap().Set("state", states).Set("param_groups", new CheckpointList(groups));
    }

    /// <summary>Takes a saved state over.</summary>
    /// <exception cref="CheckpointException">It belongs to other groups, or to another optimiser.</exception>
    public void Load(CheckpointMap saved)
    {
        var groups = saved.Find<CheckpointList>("param_groups")?.Items.OfType<CheckpointMap>().Select(group => group.Find<CheckpointList>("params")?.Items.Count ?? 0).ToArray()
            ?? throw new CheckpointException("the optimizer state has no param_groups");
        if (!groups.SequenceEqual(Groups.Select(group => group.Parameters.Count)))
            throw new CheckpointException($"the optimizer state is of another recipe: its groups have {string.Join(", ", groups)} parameters, this recipe's {string.Join(", ", Groups.Select(group => group.Parameters.Count))}");
        var states = saved.Find<CheckpointMap>("state") ?? throw new CheckpointException("the optimizer state has no 'state'");
        using var frozen = no_grad();
        for (var i = 0; i < Parameters.Count; i++)
            if (states.Find<CheckpointMap>((long)i) is { } state) Restore(i, state);
    }

    public abstract void Dispose();

    private protected abstract void SetRate(int group, double rate);

    private protected abstract double Rate(int group);

    /// <summary>What is remembered about a parameter; null before its first step.</summary>
    private protected abstract CheckpointMap? StateOf(int parameter);

    private protected abstract void Restore(int parameter, CheckpointMap state);

    private protected CheckpointTensor Find(int parameter, CheckpointMap state, string key)
    {
        var found = state.Find<CheckpointTensor>(key) ?? throw new CheckpointException($"the optimizer state of parameter {parameter} has no '{key}': it is of another optimizer");
        return found.Shape.SequenceEqual(Parameters[parameter].shape) ? found
            : throw new CheckpointException($"the optimizer state of parameter {parameter} has the shape [{string.Join(", ", found.Shape)}], the parameter [{string.Join(", ", Parameters[parameter].shape)}]");
    }
}
