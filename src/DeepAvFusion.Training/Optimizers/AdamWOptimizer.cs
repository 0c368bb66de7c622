using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Optimizers;

/// <summary>AdamW, the optimiser of every recipe but the linear probe.</summary>
public sealed class AdamWOptimizer : GroupedOptimizer
{
    private const double Epsilon = 1e-8;
    private readonly AdamW _adam;
    private readonly ParamGroup?[] _groups;
    private readonly AdamW.State[] _states;

    /// <param name="beta2">0.95 in pre-training, 0.999 elsewhere.</param> <param name="beta1">0.9 in every recipe.</param>
    public AdamWOptimizer(IReadOnlyList<ParameterGroup> groups, double beta2, double beta1 = 0.9)
        : base(groups)
    {
        _groups = [.. groups.Select(group => group.Parameters.Count == 0 ? null
            : new AdamW.ParamGroup(group.Parameters, lr: 0, beta1, beta2, Epsilon, group.WeightDecay))];
        _adam = optim.AdamW(_groups.OfType<AdamW.ParamGroup>(), lr: 0, beta1, beta2, Epsilon);
        _states = [.. _adam.state_dict().State.Cast<AdamW.State>()];
    }

    public override void Step() => _adam.step();

    public override void Dispose() => _adam.Dispose();

    private protected override void SetRate(int group, double rate)
    {
        if (_groups[group] is { } found) found.LearningRate = rate;
    }

    private protected override double Rate(int group) => _groups[group]?.LearningRate ?? 0;

    private protected override CheckpointMap? StateOf(int parameter)
    {
        var state = _states[parameter];
        if (state.step == 0) return null;
        return new CheckpointMap()
            .Set("step", CheckpointTensor.FromFloat32("step", [], [state.step]))
            .Set("exp_avg", CheckpointTensors.FromTensor("exp_avg", state.exp_avg))
            .Set("exp_avg_sq", CheckpointTensors.FromTensor("exp_avg_sq", state.exp_avg_sq));
    }

    private protected override void Restore(int parameter, CheckpointMap saved)
    {
        var state = _states[parameter];
        state.step = saved["step"] switch
        {
            CheckpointTensor steps => (long)steps.ToFloat32()[0],
            CheckpointScalar { Value: long steps } => steps,
            _ => throw new CheckpointException($"the optimizer state of parameter {parameter} has no number of steps"),
        };
        Copy(Find(parameter, saved, "exp_avg"), state.exp_avg);
        Copy(Find(parameter, saved, "exp_avg_sq"), state.exp_avg_sq);
    }

    private static void Copy(CheckpointTensor saved, Tensor target)
    {
        using var values = saved.ToTensor();
        target.copy_(values);
    }
}
