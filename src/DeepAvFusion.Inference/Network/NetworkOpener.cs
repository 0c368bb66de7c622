using System.Security.Cryptography;
using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Inference.Network;

/// <summary>Opens the joint model of some settings and the heads that stand in for its.</summary>
internal static class NetworkOpener
{
    // names for the classes of a network that was never trained: it knows none
    private const int UntrainedClasses = 16;

    /// <exception cref="UserErrorException">A preset is unknown, or a file does not fit.</exception>
    public static (NetworkParts Parts, ModelIdentity Identity) Open(ModelSettings settings, IProgress<CheckpointProgress>? progress)
    {
        if ((settings.Recognition ?? settings.Checkpoint) is not { } file || TaughtFile.Read(file) is not { } taught) return OpenNetworks(settings, progress);
        var network = taught.Found(file);
        var (parts, identity) = OpenNetworks(settings.Recognition is null ? settings with { Checkpoint = network } : settings with { Recognition = network }, progress);
        var grown = TaughtParts.Of(parts, taught.Weights);
        parts.DisposeHeads();
        return (grown, TaughtParts.Identity(identity, grown, taught.Weights));
    }

    private static (NetworkParts Parts, ModelIdentity Identity) OpenNetworks(ModelSettings settings, IProgress<CheckpointProgress>? progress)
    {
        var recognition = settings.Recognition is { } first ? TaskCheckpoint.Recognition(first, progress) : null;
        var segmentation = settings.Segmentation is { } second ? TaskCheckpoint.Segmentation(second, progress) : null;
        var separation = settings.Separation is { } third ? TaskCheckpoint.Separation(third, progress) : null;
        var (joint, identity) = recognition is null || segmentation is null || separation is null ? Joint(settings, progress) : (null, null);
        var parts = new NetworkParts(joint, recognition?.Model, recognition is null ? null : (recognition.Metadata.Labels, new ScoreRule(recognition.Metadata.Scoring, recognition.Metadata.Labels.Count)), segmentation?.Model, separation?.Model);
        return (parts, Named(
            identity, new[] { ("recognition", recognition?.Path, recognition?.Sha256), ("segmentation", segmentation?.Path, segmentation?.Sha256), ("separation", separation?.Path, separation?.Sha256) }));
    }

    /// <summary>What all parts together are called.</summary>
    private static ModelIdentity Named(ModelIdentity? joint, IEnumerable<(string Part, string? Path, string? Sha256)> heads)
    {
        var own = heads.Where(head => head.Path is not null).ToList();
        if (own.Count == 0) return joint!;
        var names = own.Select(head => $"{head.Part} {Path.GetFileNameWithoutExtension(head.Path)}");
        var digests = own.Select(head => head.Sha256);
        if (joint is not null) (names, digests) = (names.Prepend(joint.Name), digests.Prepend(joint.Sha256));
        var all = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(digests))));
        return new ModelIdentity(string.Join(" + ", names), all, joint?.IsTrained ?? true);
    }

    private static (JointModel Model, ModelIdentity Identity) Joint(ModelSettings settings, IProgress<CheckpointProgress>? progress) =>
        (settings.Checkpoint ?? ShippedModels.Find(settings.Preset)) is { } file ? JointCheckpoint.Load(file, settings, UntrainedLabels, progress) : Untrained(settings);

    private static (JointModel Model, ModelIdentity Identity) Untrained(ModelSettings settings)
    {
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        try
        {
            return (new JointModel(JointConfig.Named(settings.Preset, UntrainedLabels(), LabelScoring.Softmax), weights), new ModelIdentity(settings.Preset, $"seed:{settings.Seed}", IsTrained: false));
        }
        catch (ModelConfigurationException e)
        {
            var shipped = ShippedModels.Names.Count == 0 ? "" : $" Trained models that are there: {string.Join(", ", ShippedModels.Names)}.";
            throw new UserErrorException($"The model '{settings.Preset}' cannot be built: {e.Message}{shipped}", e);
        }
    }

    private static IReadOnlyList<string> UntrainedLabels() => [.. Enumerable.Range(1, UntrainedClasses).Select(i => $"class-{i:00}")];
}
