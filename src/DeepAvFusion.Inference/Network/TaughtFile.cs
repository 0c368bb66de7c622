using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Joint;

namespace DeepAvFusion.Inference.Network;

/// <summary>A file of taught recognition heads alone, which names the file of the network they sit on: a published encoder is a gigabyte that no version changes.</summary>
/// <param name="Network">Where the network's file is.</param>
/// <param name="NetworkSha256">Its digest.</param>
/// <param name="Base">Digest of the model that was taught: the network, or such a file.</param>
/// <param name="Weights">What was taught.</param>
internal sealed record TaughtFile(string Network, string NetworkSha256, string Base, TaughtWeights Weights)
{
    private const string Format = "davf.taught/1";

    /// <summary>Reads one; null where a file is something else.</summary>
    /// <exception cref="UserErrorException">It is damaged.</exception>
    public static TaughtFile? Read(string path)
    {
        using var file = CheckpointFile.Open(path);
        if (file.Metadata.GetValueOrDefault("format") != Format) return null;
        try
        {
            var texts = file.Metadata;
            var labels = JsonSerializer.Deserialize<string[]>(texts["labels"]) ?? [];
            var rule = new ScoreRule(Enum.Parse<LabelScoring>(texts["scoring"]), Number(texts["known"]));
            var weights = new TaughtWeights(Number(texts["version"]), CheckpointInspector.Digest(path, progress: null, CancellationToken.None), labels, TaughtKeys.Read(path, file.Tensors(), "", labels.Length)) { Rule = rule };
            return new TaughtFile(texts["network"], texts["network_sha256"], texts["base"], weights);
        }
        catch (Exception trouble) when (trouble is KeyNotFoundException or JsonException or ArgumentException or FormatException or OverflowException)
        {
            throw new UserErrorException($"The taught heads '{path}' cannot be used: {trouble.Message.TrimEnd('.')}.", trouble);
        }
    }

    /// <summary>The network's file: where it was, or beside the heads.</summary>
    /// <exception cref="UserErrorException">It is gone, or another one.</exception>
    public string Found(string path)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(Network));
        var found = File.Exists(Network) ? Network : File.Exists(beside) ? beside
            : throw new UserErrorException($"'{path}' holds taught heads alone; the network they sit on, '{Network}', is gone: put it there, or beside them.");
        return CheckpointInspector.Digest(found, progress: null, CancellationToken.None) == NetworkSha256 ? found
            : throw new UserErrorException($"'{found}' is another network than the heads of '{path}' sit on: its digest is not {NetworkSha256}.");
    }

    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public void Write(string path) => SafetensorsWriter.Write(
        path,
        [.. Weights.Layers.OrderBy(layer => layer.Key).SelectMany(layer => (CheckpointTensor[])
        [
            CheckpointTensor.FromFloat32($"{TaughtKeys.All[layer.Key]}.weight", [Weights.Labels.Count, layer.Value.Width], layer.Value.Weight),
            CheckpointTensor.FromFloat32($"{TaughtKeys.All[layer.Key]}.bias", [Weights.Labels.Count], layer.Value.Bias),
        ])],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["network"] = Network,
            ["network_sha256"] = NetworkSha256,
            ["base"] = Base,
            ["labels"] = JsonSerializer.Serialize(Weights.Labels),
            ["scoring"] = Weights.Rule.Scoring.ToString(),
            ["known"] = Weights.Rule.Known.ToString(CultureInfo.InvariantCulture),
            ["version"] = Weights.Version.ToString(CultureInfo.InvariantCulture),
        },
        progress: null, CancellationToken.None);

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
