using System.Text.Json;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>What a model file of this project says about itself, as texts of a safetensors header (or of "metadata" in a .pth file).</summary>
/// <param name="Model">Name people know it by, such as "scenes-tiny".</param>
/// <param name="Preset">Name of the encoder preset it is built from.</param>
/// <param name="Labels">Class names in the order of the recognition head's outputs.</param>
/// <param name="IsTrained">False for weights that are only initialised.</param>
/// <param name="Lineage">Where the weights come from: data, parent, steps; free text.</param>
public sealed record CheckpointMetadata(string Model, string Preset, IReadOnlyList<string> Labels, bool IsTrained, string Lineage)
{
    private const string ModelKey = "davf.model";
    private const string PresetKey = "davf.preset";
    private const string LabelsKey = "davf.labels";
    private const string TrainedKey = "davf.trained";
    private const string LineageKey = "davf.lineage";

    /// <summary>The texts to write, with <paramref name="more"/> beside them.</summary>
    public IReadOnlyDictionary<string, string> ToTexts(IReadOnlyDictionary<string, string>? more = null)
    {
        var texts = new Dictionary<string, string>(more ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [ModelKey] = Model,
            [PresetKey] = Preset,
            [LabelsKey] = JsonSerializer.Serialize(Labels),
            [TrainedKey] = IsTrained ? "true" : "false",
            [LineageKey] = Lineage,
        };
        return texts;
    }

    /// <summary>Reads the texts of a file; null when it is not a model file of this project.</summary>
    /// <exception cref="CheckpointException">The texts are there but make no sense.</exception>
    public static CheckpointMetadata? From(CheckpointFile file)
    {
        var texts = file.Metadata;
        if (!texts.TryGetValue(ModelKey, out var model))
            return null;
        try
        {
            return new(
                model,
                texts.GetValueOrDefault(PresetKey, ""),
                JsonSerializer.Deserialize<string[]>(texts.GetValueOrDefault(LabelsKey, "[]")) ?? [],
                texts.GetValueOrDefault(TrainedKey) == "true",
                texts.GetValueOrDefault(LineageKey, ""));
        }
        catch (JsonException trouble)
        {
            throw new CheckpointException($"model '{CheckpointText.Clean(model)}': its labels are not a JSON list of texts", trouble);
        }
    }
}
