using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Training.Optimizers;
using DeepAvFusion.Training.Numerics;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>Everything a training needs to go on, in the published layout: state_dict, n_steps, optimizer, scaler, epoch; and recipe, batch and a description of the network beside them.</summary>
public static class TrainingCheckpoint
{
    /// <summary>Writes a file beside its place and moves it there when it is whole, so that a full disk leaves the former one.</summary>
    /// <param name="recipe">Name of the recipe, which a resumed training must have.</param>
    /// <param name="description">What the file says of the network; null says nothing.</param>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public static void Write(string path, string recipe, nn.Module model, GroupedOptimizer optimizer, TrainingState state, TaskMetadata? description)
    {
        var root = new CheckpointMap()
            .Set("state_dict", CheckpointTensors.Views(model).ToMap())
            .Set("n_steps", CheckpointTensor.FromBytes("n_steps", CheckpointDType.Int64, [1], BitConverter.GetBytes(state.Steps)))
            .Set("optimizer", optimizer.Save())
            .Set("epoch", CheckpointScalar.Of((long)state.Epoch))
            .Set("batch", CheckpointScalar.Of((long)state.Batch))
            .Set("best", CheckpointScalar.Of(state.Best))
            .Set("recipe", CheckpointScalar.Of(recipe));
        if (state.Scale is { } scale) root.Set("scaler", Saved(scale));
        if (description is not null) root.Set("metadata", description.ToTexts().Aggregate(new CheckpointMap(), (texts, text) => texts.Set(text.Key, CheckpointScalar.Of(text.Value))));
        TorchCheckpointWriter.Write(path, root, progress: null, CancellationToken.None);
    }

    /// <summary>Takes weights, optimiser state and progress over.</summary>
    /// <param name="description">What the training says of the network; null for nothing.</param>
    /// <exception cref="CheckpointException">The file is damaged, is no training checkpoint, or is of another recipe, network or list of classes.</exception>
    public static TrainingState Read(string path, string recipe, nn.Module model, GroupedOptimizer optimizer, TaskMetadata? description)
    {
        using var file = CheckpointFile.Open(path);
        var name = Path.GetFileName(path);
        if (file.Root is not CheckpointMap root || root.Find<CheckpointMap>("optimizer") is not { } saved)
            throw new CheckpointException($"{name}: holds weights only, no optimizer state: start from it as an encoder, it cannot be resumed");
        if (root.Find<CheckpointScalar>("recipe")?.Value is string found && found != recipe)
            throw new CheckpointException($"{name}: is of the recipe '{found}', this training is '{recipe}'; give another run folder");
        if (description is { Labels.Count: > 0 } && LabelsOf(file, name) is { Count: > 0 } trained && ClassNames.Difference(trained, description.Labels) is { } difference)
            throw new CheckpointException($"{name}: was trained on other classes: {difference}; give it the classes it was trained on, or this training another job_name");
        CheckpointLoader.Load(model, path, file.Tensors("state_dict"), [], progress: null, CancellationToken.None);
        optimizer.Load(saved);
        var steps = root.Find<CheckpointTensor>("n_steps")?.ToInt64()[0] ?? 0;
        return new TrainingState(
            (int)Number(root, "epoch"), (int)Number(root, "batch"), steps, root.Find<CheckpointScalar>("best")?.Value is double best ? best : double.NegativeInfinity, ScaleOf(root, name));
    }

    private static IReadOnlyList<string> LabelsOf(CheckpointFile file, string name)
    {
        try
        {
            return TaskMetadata.Of(file.Metadata)?.Labels ?? [];
        }
        catch (FormatException trouble)
        {
            throw new CheckpointException($"{name}: {trouble.Message}", trouble);
        }
    }

    private static CheckpointMap Saved(LossScale scale) => new CheckpointMap()
        .Set("scale", CheckpointScalar.Of(scale.Factor)).Set("growth_factor", CheckpointScalar.Of(LossScale.Growth)).Set("backoff_factor", CheckpointScalar.Of(LossScale.Backoff))
        .Set("growth_interval", CheckpointScalar.Of((long)LossScale.GrowthInterval)).Set("_growth_tracker", CheckpointScalar.Of((long)scale.CleanSteps));

    /// <summary>The factor of the loss; null where none was saved, which leaves an empty entry or none.</summary>
    private static LossScale? ScaleOf(CheckpointMap root, string name)
    {
        if (root.Find<CheckpointMap>("scaler")?.Find<CheckpointScalar>("scale")?.Value is not double factor) return null;
        var clean = Number(root.Find<CheckpointMap>("scaler")!, "_growth_tracker");
        return factor > 0 && float.IsFinite((float)factor) && clean is >= 0 and < LossScale.GrowthInterval ? new LossScale(factor, (int)clean)
            : throw new CheckpointException($"{name}: the loss scale {factor} after {clean} clean steps makes no sense; it must be above 0, after 0 to {LossScale.GrowthInterval - 1} steps");
    }

    private static long Number(CheckpointMap root, string key) => root.Find<CheckpointScalar>(key)?.Value is long number ? number : 0;
}
