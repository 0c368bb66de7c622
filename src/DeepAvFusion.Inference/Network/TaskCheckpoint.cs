using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>Opens what a recipe trained on its own, with the encoder it was trained with.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">Its digest.</param>
/// <param name="Metadata">What it says of itself.</param>
/// <param name="Model">The network in it.</param>
internal sealed record TaskCheckpoint<T>(string Path, string Sha256, TaskMetadata Metadata, T Model)
    where T : nn.Module;

/// <summary>Opens checkpoints of recipes.</summary>
internal static class TaskCheckpoint
{
    private static readonly Dictionary<string, string[]> Parts = new(StringComparer.Ordinal)
    {
        ["recognition"] = ["finetune", "linprobe"],
        ["segmentation"] = ["segmentation"],
        ["separation"] = ["separation"],
    };

    /// <summary>Which part of the live analyzer a recipe trains; null where it trains no head.</summary>
    public static string? PartOf(string recipe) => Parts.FirstOrDefault(part => part.Value.Contains(recipe)).Key;

    /// <summary>A classifier of `deepav train finetune` or `linprobe`.</summary>
    /// <exception cref="UserErrorException">The file is none, or damaged.</exception>
    public static TaskCheckpoint<Classifier> Recognition(string path, IProgress<CheckpointProgress>? progress) => Open(
        "recognition", path,
        (metadata, weights) => new Classifier(new ClassifierConfig(metadata.Encoder, metadata.Labels.Count, metadata.HasInputNorm, FreezeEncoder: true), weights), progress);

    /// <summary>A model of `deepav train segmentation`.</summary>
    /// <exception cref="UserErrorException">The file is none, or damaged.</exception>
    public static TaskCheckpoint<SegmentationModel> Segmentation(string path, IProgress<CheckpointProgress>? progress) => Open(
        "segmentation", path, (metadata, weights) => new SegmentationModel(metadata.Encoder, metadata.Channels, weights, metadata.LeastWidth), progress);

    /// <summary>A model of `deepav train separation`.</summary>
    /// <exception cref="UserErrorException">The file is none, or damaged.</exception>
    public static TaskCheckpoint<SeparationModel> Separation(string path, IProgress<CheckpointProgress>? progress) => Open(
        "separation", path, (metadata, weights) => new SeparationModel(metadata.Encoder, weights), progress);

    private static TaskCheckpoint<T> Open<T>(string part, string path, Func<TaskMetadata, WeightInitializer, T> make, IProgress<CheckpointProgress>? progress)
        where T : nn.Module
    {
        using var file = CheckpointFile.Open(path);
        var wanted = $"a checkpoint of `deepav train {string.Join("` or `deepav train ", Parts[part])}` is needed as davf.model.{part}";
        try
        {
            var metadata = TaskMetadata.Of(file.Metadata)
                ?? throw new UserErrorException($"'{path}' does not say which recipe trained it; {wanted}.");
            if (!Parts[part].Contains(metadata.Task))
                throw new UserErrorException($"'{path}' is of the recipe {metadata.Task}; {wanted}.");
            using var weights = WeightInitializer.Blank();
            var model = make(metadata, weights);
            CheckpointLoader.Load(model, path, file.Tensors("state_dict"), [], progress, CancellationToken.None);
            return new TaskCheckpoint<T>(path, CheckpointInspector.Digest(path, progress, CancellationToken.None), metadata, model);
        }
        catch (Exception trouble) when (trouble is FormatException or ModelConfigurationException)
        {
            throw new UserErrorException($"The checkpoint '{path}' cannot be used: {trouble.Message}.", trouble);
        }
    }
}
