using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Inference.Network;

/// <summary>Makes the analyzer's model from a file: a joint model of this project, or a published checkpoint whose encoder is taken and whose heads stay untrained.</summary>
internal static class JointCheckpoint
{
    /// <exception cref="UserErrorException">The file is no checkpoint, or none that fits.</exception>
    public static (JointModel Model, ModelIdentity Identity) Load(
        string path, ModelSettings settings, Func<IReadOnlyList<string>> untrainedLabels, IProgress<CheckpointProgress>? progress)
    {
        using var file = CheckpointFile.Open(path);
        var hash = CheckpointInspector.Digest(path, progress, CancellationToken.None);
        try
        {
            return JointMetadata.Of(file.Metadata) is { } metadata ? Joint(path, file, metadata, hash, progress) : Published(path, file, settings, untrainedLabels(), hash, progress);
        }
        catch (Exception e) when (e is FormatException or ModelConfigurationException)
        {
            throw new UserErrorException($"The checkpoint '{path}' cannot be used: {e.Message}.", e);
        }
    }

    private static (JointModel Model, ModelIdentity Identity) Joint(string path, CheckpointFile file, JointMetadata metadata, string hash, IProgress<CheckpointProgress>? progress)
    {
        using var weights = WeightInitializer.Blank();
        var model = new JointModel(JointConfig.Of(metadata), weights);
        CheckpointLoader.Load(model, path, file.Tensors(), [], progress, CancellationToken.None);
        return (model, new ModelIdentity(metadata.Name, hash, metadata.IsTrained) { Version = metadata.Version });
    }

    private static (JointModel Model, ModelIdentity Identity) Published(
        string path, CheckpointFile file, ModelSettings settings, IReadOnlyList<string> labels, string hash, IProgress<CheckpointProgress>? progress)
    {
        var task = TaskMetadata.Of(file.Metadata);
        if (task is not null && TaskCheckpoint.PartOf(task.Task) is { } part)
            throw new UserErrorException($"'{path}' is of the recipe {task.Task}, one head with an encoder of its own: give it as davf.model.{part}={path}.");
        var tensors = file.Tensors(prefix: "encoder.");
        var encoder = task?.Encoder ?? PublishedEncoder.Of(tensors);
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        var name = Path.GetFileNameWithoutExtension(path);
        var model = new JointModel(new JointConfig(name, encoder, labels, LabelScoring.Softmax), weights);
        CheckpointLoader.Load(model.Encoder, path, tensors, [], progress, CancellationToken.None);
        return (model, new ModelIdentity($"{name} (encoder only; heads not trained)", hash, IsTrained: false));
    }
}
