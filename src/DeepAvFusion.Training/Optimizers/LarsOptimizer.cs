using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Optimizers;

namespace DeepAvFusion.Training.Optimizers;

/// <summary>LARS over groups, the optimiser of the linear probe.</summary>
public sealed class LarsOptimizer : GroupedOptimizer
{
    private readonly Lars[] _groups;

    public LarsOptimizer(IReadOnlyList<ParameterGroup> groups)
        : base(groups) => _groups = [.. groups.Select(group => new Lars(group.Parameters, learningRate: 0, group.WeightDecay))];

    public override void Step()
    {
        foreach (var group in _groups) group.Step();
    }

    public override void Dispose()
    {
        foreach (var group in _groups) group.Dispose();
    }

    private protected override void SetRate(int group, double rate) => _groups[group].LearningRate = rate;

    private protected override double Rate(int group) => _groups[group].LearningRate;

    private protected override CheckpointMap? StateOf(int parameter) =>
        Of(parameter).Momenta.TryGetValue(Parameters[parameter], out var momentum)
            ? new CheckpointMap().Set("mu", CheckpointTensors.FromTensor("mu", momentum))
            : null;

    private protected override void Restore(int parameter, CheckpointMap state)
    {
        using var momentum = Find(parameter, state, "mu").ToTensor();
        Of(parameter).Restore(Parameters[parameter], momentum);
    }

    private Lars Of(int parameter)
    {
        var group = 0;
        for (; parameter >= Groups[group].Parameters.Count; group++) parameter -= Groups[group].Parameters.Count;
        return _groups[group];
    }
}
