using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Joint;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Network;

/// <summary>
/// A model as it came, for teaching: its labels, the layers that tell them, and the files that versions of it are written to. It is a joint model, whose versions are such models
/// too; or a classifier, or an encoder alone, whose labels are all taught: of these a version holds the heads only.
/// </summary>
public sealed class TeachableModel
{
    private readonly ModelSettings _settings;
    private readonly string _path;
    private readonly (string Path, string Sha256)? _network;

    /// <param name="network">The network's file, where versions hold the heads only; null where they are whole.</param>
    private TeachableModel(
        ModelSettings settings, string path, string sha256, (string Path, string Sha256)? network, string name, IReadOnlyList<string> labels, ScoreRule rule, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers) =>
        (_settings, _path, Sha256, _network, Name, Labels, Rule, Layers) = (settings, path, sha256, network, name, labels, rule, layers);

    /// <summary>Such as `scenes-tiny`.</summary>
    public string Name { get; }

    /// <summary>Digest of its file.</summary>
    public string Sha256 { get; }

    /// <summary>Labels that it came with; none where it is an encoder alone.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>How logits become scores.</summary>
    public ScoreRule Rule { get; }

    /// <summary>Whether its layers see means of tokens as its encoder gives them, in which some numbers are far larger than others, instead of what was trained along with them.</summary>
    public bool IsBare => _network is not null;

    /// <summary>The layers that can be taught, as they came.</summary>
    public IReadOnlyDictionary<TaughtLayer, LayerWeights> Layers { get; }

    /// <summary>The folder of its file, in which its anchors lie.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(_path))!;

    /// <summary>Opens the model that some settings name.</summary>
    /// <exception cref="UserErrorException">There is none that can be taught.</exception>
    public static TeachableModel Open(ModelSettings settings)
    {
        var path = Path.GetFullPath(settings.Recognition ?? settings.Checkpoint ?? ShippedModels.Find(settings.Preset)
            ?? throw new UserErrorException($"The model '{settings.Preset}' was never trained; only a trained one, or a trained encoder, can be taught."));
        if (TaughtFile.Read(path) is { } taught)
        {
            var weights = taught.Weights;
            return new TeachableModel(settings, path, weights.Sha256, (taught.Found(path), taught.NetworkSha256), Path.GetFileNameWithoutExtension(path), weights.Labels, weights.Rule, weights.Layers);
        }
        using var file = CheckpointFile.Open(path);
        var sha256 = CheckpointInspector.Digest(path, progress: null, CancellationToken.None);
        try
        {
            return settings.Recognition is not null ? Classifier(settings, path, sha256, file)
                : JointMetadata.Of(file.Metadata) is { } joint ? Joint(settings, path, sha256, file, joint)
                : Encoder(settings, path, sha256, file);
        }
        catch (FormatException e)
        {
            throw new UserErrorException($"The checkpoint '{path}' cannot be taught: {e.Message}.", e);
        }
    }

    /// <summary>Reads what a version was taught.</summary>
    /// <param name="sha256">What its digest must be.</param>
    /// <exception cref="UserErrorException">The file is gone, changed or of another model.</exception>
    public TaughtWeights Read(string path, int version, string sha256)
    {
        if (!File.Exists(path)) throw new UserErrorException($"The file of version {version} is gone: '{path}'.");
        if (CheckpointInspector.Digest(path, progress: null, CancellationToken.None) != sha256) throw new UserErrorException($"The file of version {version} was changed since it was made: '{path}' has another digest than {sha256}.");
        if (IsBare) return TaughtFile.Read(path) is { } taught && taught.Base == Sha256 ? taught.Weights : throw NoVersion(path);
        using var file = CheckpointFile.Open(path);
        if (JointMetadata.Of(file.Metadata) is not { } metadata || file.Metadata.GetValueOrDefault("base") != Sha256) throw NoVersion(path);
        return new TaughtWeights(version, sha256, metadata.Labels, TaughtKeys.Read(path, file.Tensors(), "", metadata.Labels.Count)) { Rule = Rule };
    }

    /// <summary>Writes a version as a model file of its own.</summary>
    /// <returns>Its digest.</returns>
    /// <exception cref="UserErrorException">It cannot be written, or the model's own file was changed.</exception>
    public string Write(string path, int version, IReadOnlyList<string> labels, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers)
    {
        var taught = new TaughtWeights(version, "", labels, layers) { Rule = Rule };
        if (_network is { } network) new TaughtFile(network.Path, network.Sha256, Sha256, taught).Write(path);
        else WriteWhole(path, taught);
        return CheckpointInspector.Digest(path, progress: null, CancellationToken.None);
    }

    private void WriteWhole(string path, TaughtWeights taught)
    {
        if (CheckpointInspector.Digest(_path, progress: null, CancellationToken.None) != Sha256) throw new UserErrorException($"The model '{_path}' was changed while it was in use.");
        using var file = CheckpointFile.Open(_path);
        using var model = JointCheckpoint.Load(_path, _settings, () => [], progress: null).Model;
        var grown = model.WithLabels(taught.Labels);
        try
        {
            var state = grown.state_dict();
            TaughtKeys.Fill(state, taught);
            var texts = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal)
            {
                ["labels"] = JsonSerializer.Serialize(taught.Labels),
                ["version"] = taught.Version.ToString(CultureInfo.InvariantCulture),
                ["base"] = Sha256,
            };
            SafetensorsWriter.Write(path, [.. file.Tensors().Values.Select(stored => Written(stored, state[stored.Name]))], texts, progress: null, CancellationToken.None);
        }
        finally
        {
            grown.DisposeHeads();
        }
    }

    private static TeachableModel Joint(ModelSettings settings, string path, string sha256, CheckpointFile file, JointMetadata metadata) => new(
        settings, path, sha256, network: null, metadata.Name, metadata.Labels, new ScoreRule(metadata.Scoring, metadata.Labels.Count), TaughtKeys.Read(path, file.Tensors(), "", metadata.Labels.Count));

    private static TeachableModel Classifier(ModelSettings settings, string path, string sha256, CheckpointFile file)
    {
        var metadata = TaskMetadata.Of(file.Metadata) ?? throw new UserErrorException($"'{path}' does not say which recipe trained it; only a classifier of this program can be taught as davf.model.recognition.");
        var layers = TaughtKeys.Read(path, file.Tensors("state_dict"), TaughtKeys.OfClassifiers, metadata.Labels.Count);
        return new TeachableModel(
            settings, path, sha256, (path, sha256), Path.GetFileNameWithoutExtension(path), metadata.Labels, new ScoreRule(metadata.Scoring, metadata.Labels.Count), layers);
    }

    /// <summary>No label is known, and every one that is taught is scored by itself.</summary>
    private static TeachableModel Encoder(ModelSettings settings, string path, string sha256, CheckpointFile file)
    {
        var encoder = TaskMetadata.Of(file.Metadata)?.Encoder ?? PublishedEncoder.Of(file.Tensors(prefix: "encoder."));
        var layers = new[] { TaughtLayer.Image, TaughtLayer.Audio, TaughtLayer.Fusion }.ToDictionary(layer => layer, _ => new LayerWeights(encoder.Width, [], []));
        return new TeachableModel(settings, path, sha256, (path, sha256), Path.GetFileNameWithoutExtension(path), [], new ScoreRule(LabelScoring.Sigmoid, 0), layers);
    }

    private UserErrorException NoVersion(string path) => new($"'{path}' is no version of {Name}.");

    private static CheckpointTensor Written(CheckpointTensor stored, Tensor grown) =>
        TaughtKeys.IsTaught(stored.Name) ? CheckpointTensors.FromTensor(stored.Name, grown)
        : grown.shape.SequenceEqual(stored.Shape) ? stored
        : CheckpointTensors.FromTensor(stored.Name, grown).As(stored.DType);
}
