using DeepAvFusion.Training.Schedules;
using DeepAvFusion.Training.Numerics;
using TorchSharp;

namespace DeepAvFusion.Training.Recipes;

/// <summary>What all recipes have in common. Names of the original configuration files are given in brackets.</summary>
public sealed record TrainingSettings
{
    /// <summary>Length of training (opt.epochs).</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Epochs until the learning rate is at its highest (opt.warmup_epochs).</summary>
    public double WarmupEpochs { get; init; } = 20;

    /// <summary>Samples a batch (opt.batch_size).</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Batches whose gradients make one step (opt.accum_iter).</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Replicas that a step's gradients are averaged over, each on batches of its own (env.ngpu).</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Learning rate for 256 samples a step (opt.blr).</summary>
    public double BaseRate { get; init; } = 3e-4;

    /// <summary>Highest learning rate, whatever the batch (opt.lr); null scales the base rate.</summary>
    public double? Rate { get; init; }

    /// <summary>Learning rate that the cosine ends at (opt.min_lr).</summary>
    public double LeastRate { get; init; }

    /// <summary>Decay of weight matrices (opt.weight_decay).</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Factor of the learning rate per layer towards the input (opt.layer_decay).</summary>
    public double LayerDecay { get; init; } = 0.75;

    /// <summary>Largest norm of the gradients (opt.clip_grad); null clips nothing.</summary>
    public double? ClipGradient { get; init; }

    /// <summary>Number format of products and convolutions (opt.use_amp, opt.amp_dtype); weights stay in float32.</summary>
    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Float32;

    /// <summary>Factor of the loss to begin with (opt.loss_scale), which then adapts; null takes the usual one in float16 and none elsewhere.</summary>
    public double? LossScale { get; init; }

    /// <summary>Slower start of parts that begin pre-trained (opt.pt_lr_mult_start, _end, opt.pt_warmup_epochs); null for none.</summary>
    public PretrainedRamp? Pretrained { get; init; }

    /// <summary>Decides weights, order, crops, masks and every other draw (env.seed).</summary>
    public long Seed { get; init; }

    /// <summary>Epochs between numbered checkpoints (log.save_freq).</summary>
    public int SaveEvery { get; init; } = 50;

    /// <summary>Epochs between evaluations (log.eval_freq); the first and the last epoch are judged in any case.</summary>
    public int EvaluateEvery { get; init; } = 10;

    /// <summary>Whether the history is written for TensorBoard, too (log.tensorboard).</summary>
    public bool WritesEvents { get; init; }

    /// <summary>Whether a checkpoint in the run folder is continued (opt.resume).</summary>
    public bool Resume { get; init; } = true;

    /// <summary>Ends after so many optimiser steps in all, with a checkpoint to go on from; null goes to the end.</summary>
    public long? StopAfterSteps { get; init; }

    /// <summary>Samples that go into one step.</summary>
    public int SamplesPerStep => BatchSize * BatchesPerStep;

    /// <summary>Batches that go into one step.</summary>
    public int BatchesPerStep => Accumulate * Replicas;

    /// <summary>Learning rate at its highest.</summary>
    public double HighestRate => Rate ?? LearningRateSchedule.Scaled(BaseRate, SamplesPerStep);

    public LearningRateSchedule Schedule() => new(HighestRate, Epochs, WarmupEpochs, Pretrained, LeastRate);

    /// <summary>What the loss is scaled by at first; null where it is not.</summary>
    public LossScale? FirstLossScale() => LossScale is { } factor ? new LossScale(factor) : Precision == TrainingPrecision.Float16 ? new LossScale(Numerics.LossScale.Initial) : null;

    /// <summary>Lists everything that is impossible.</summary>
    /// <param name="device">Where it is to be trained.</param>
    public IEnumerable<string> Problems(torch.Device device)
    {
        if (Epochs < 1) yield return $"{Epochs} epochs must be at least 1";
        if (!(WarmupEpochs >= 0 && WarmupEpochs <= Epochs)) yield return $"a warm-up of {WarmupEpochs} epochs must be between 0 and all {Epochs}";
        if (BatchSize < 1) yield return $"batch size {BatchSize} must be at least 1";
        if (Accumulate < 1) yield return $"{Accumulate} accumulated batches must be at least 1";
        if (Replicas < 1) yield return $"{Replicas} replicas must be at least 1";
        if (!(BaseRate > 0 && double.IsFinite(BaseRate))) yield return $"base learning rate {BaseRate} must be above 0";
        if (Rate is { } rate && !(rate > 0 && double.IsFinite(rate))) yield return $"learning rate {rate} must be above 0";
        if (!(LeastRate >= 0 && LeastRate <= HighestRate)) yield return $"a least learning rate of {LeastRate} must be between 0 and the highest, {HighestRate}";
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) yield return $"weight decay {WeightDecay} must not be negative";
        if (!(LayerDecay > 0 && LayerDecay <= 1)) yield return $"layer decay {LayerDecay} must be above 0 and at most 1";
        if (ClipGradient is { } norm && !(norm > 0)) yield return $"a gradient norm clipped at {norm} must be above 0";
        if (Precision == TrainingPrecision.Float16 && device.type != DeviceType.CUDA) yield return $"opt.amp_dtype float16 needs a GPU, and this is the {device.type.ToString().ToLowerInvariant()}; bfloat16 works on both";
        if (LossScale is { } scale && !(scale > 0 && float.IsFinite((float)scale))) yield return $"a loss scaled by {scale} must be scaled by a number above 0, such as 65536";
        if (SaveEvery < 1 || EvaluateEvery < 1) yield return $"checkpoints every {SaveEvery} and evaluations every {EvaluateEvery} epochs must be at least 1";
        if (StopAfterSteps is < 1) yield return $"a stop after {StopAfterSteps} steps must be at least 1";
    }
}
