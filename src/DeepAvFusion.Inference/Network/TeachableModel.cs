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

/// <summary>A model as it came, for teaching: its labels, the layers that tell them, and the files that versions of it are written to.</summary>
public sealed class TeachableModel
{
    private readonly ModelSettings _settings;
    private readonly string _path;

    private TeachableModel(ModelSettings settings, string path, string sha256, JointMetadata metadata, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers) =>
        (_settings, _path, Sha256, Name, Labels, Scoring, Layers) = (settings, path, sha256, metadata.Name, metadata.Labels, metadata.Scoring, layers);

    /// <summary>Such as `scenes-tiny`.</summary>
    public string Name { get; }

    /// <summary>Digest of its file.</summary>
    public string Sha256 { get; }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>How logits become scores.</summary>
    public LabelScoring Scoring { get; }

    /// <summary>The layers that can be taught, as they came.</summary>
    public IReadOnlyDictionary<TaughtLayer, LayerWeights> Layers { get; }

    /// <summary>The folder of its file, in which its anchors lie.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(_path))!;

    /// <summary>Opens the model that some settings name.</summary>
    /// <exception cref="UserErrorException">There is none that can be taught.</exception>
    public static TeachableModel Open(ModelSettings settings)
    {
        if (settings.Recognition is not null)
            throw new UserErrorException("A classifier given as davf.model.recognition cannot be taught yet; a joint model can be.");
        var path = settings.Checkpoint ?? ShippedModels.Find(settings.Preset) ?? throw new UserErrorException($"The model '{settings.Preset}' was never trained; only a trained one can be taught.");
        using var file = CheckpointFile.Open(path);
        var metadata = Metadata(path, file) ?? throw new UserErrorException($"'{path}' is no joint model of this program; only such a one can be taught.");
        return new TeachableModel(settings, path, CheckpointInspector.Digest(path, progress: null, CancellationToken.None), metadata, LayersOf(path, file, metadata));
    }

    /// <summary>Reads what a version was taught.</summary>
    /// <param name="sha256">What its digest must be.</param>
    /// <exception cref="UserErrorException">The file is gone, changed or of another model.</exception>
    public TaughtWeights Read(string path, int version, string sha256)
    {
        if (!File.Exists(path)) throw new UserErrorException($"The file of version {version} is gone: '{path}'.");
        if (CheckpointInspector.Digest(path, progress: null, CancellationToken.None) != sha256) throw new UserErrorException($"The file of version {version} was changed since it was made: '{path}' has another digest than {sha256}.");
        using var file = CheckpointFile.Open(path);
        if (Metadata(path, file) is not { } metadata || file.Metadata.GetValueOrDefault("base") != Sha256) throw new UserErrorException($"'{path}' is no version of {Name}.");
        return new TaughtWeights(version, sha256, metadata.Labels, LayersOf(path, file, metadata)) { Scoring = metadata.Scoring };
    }

    /// <summary>Writes a version as a model file of its own.</summary>
    /// <returns>Its digest.</returns>
    /// <exception cref="UserErrorException">It cannot be written, or the model's own file was changed.</exception>
    public string Write(string path, int version, IReadOnlyList<string> labels, IReadOnlyDictionary<TaughtLayer, LayerWeights> layers)
    {
        if (CheckpointInspector.Digest(_path, progress: null, CancellationToken.None) != Sha256) throw new UserErrorException($"The model '{_path}' was changed while it was in use.");
        using var file = CheckpointFile.Open(_path);
        using var model = JointCheckpoint.Load(_path, _settings, () => [], progress: null).Model;
        var grown = model.WithLabels(labels);
        try
        {
            var state = grown.state_dict();
            TaughtKeys.Fill(state, new TaughtWeights(version, "", labels, layers));
            var texts = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal)
            {
                ["labels"] = JsonSerializer.Serialize(labels),
                ["version"] = version.ToString(CultureInfo.InvariantCulture),
                ["base"] = Sha256,
            };
            SafetensorsWriter.Write(path, [.. file.Tensors().Values.Select(stored => Written(stored, state[stored.Name]))], texts, progress: null, CancellationToken.None);
        }
        finally
        {
            grown.DisposeHeads();
        }
        return CheckpointInspector.Digest(path, progress: null, CancellationToken.None);
    }

    private static CheckpointTensor Written(CheckpointTensor stored, Tensor grown) =>
        TaughtKeys.IsTaught(stored.Name) ? CheckpointTensors.FromTensor(stored.Name, grown)
        : grown.shape.SequenceEqual(stored.Shape) ? stored
        : CheckpointTensors.FromTensor(stored.Name, grown).As(stored.DType);

    private static JointMetadata? Metadata(string path, CheckpointFile file)
    {
        try
        {
            return JointMetadata.Of(file.Metadata);
        }
        catch (FormatException e)
        {
            throw new UserErrorException($"The checkpoint '{path}' cannot be used: {e.Message}.", e);
        }
    }

    private static Dictionary<TaughtLayer, LayerWeights> LayersOf(string path, CheckpointFile file, JointMetadata metadata)
    {
        var (tensors, layers) = (file.Tensors(), new Dictionary<TaughtLayer, LayerWeights>());
        foreach (var (layer, key) in TaughtKeys.All)
        {
            if (!tensors.TryGetValue($"{key}.weight", out var weight) || !tensors.TryGetValue($"{key}.bias", out var bias)) continue;
            if (weight.Shape.Count != 2 || weight.Shape[0] != metadata.Labels.Count || bias.ElementCount != metadata.Labels.Count) throw new UserErrorException($"'{path}': {key} is not one row a label.");
            layers[layer] = new LayerWeights((int)weight.Shape[1], weight.ToFloat32(), bias.ToFloat32());
        }
        return layers;
    }
}
