using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;

namespace DeepAvFusion.Model.Checkpoints;

/// <summary>What a training checkpoint says of the network in it ("metadata" in its file), so that it can be built again and its outputs named.</summary>
/// <param name="Task">The recipe that trained it, such as `finetune`.</param>
/// <param name="Encoder">Its encoder.</param>
public sealed record TaskMetadata(string Task, EncoderConfig Encoder)
{
    private const string Format = "davf.task/1";

    /// <summary>Names of the classes in the order of the logits; none where the task names nothing.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How logits become scores.</summary>
    public LabelScoring Scoring { get; init; } = LabelScoring.Softmax;

    /// <summary>Whether token means pass a batch norm before the heads, as in the linear probe.</summary>
    public bool HasInputNorm { get; init; }

    /// <summary>Output channels of a segmentation: 1, or one a class with the background first; 0 for other tasks.</summary>
    public int Channels { get; init; }

    /// <summary>Channels that the finest maps of a segmentation have at least; 0 for other tasks.</summary>
    public int LeastWidth { get; init; }

    /// <summary>As key and text.</summary>
    public IReadOnlyDictionary<string, string> ToTexts() => new Dictionary<string, string>
    {
        ["format"] = Format,
        ["task"] = Task,
        ["encoder"] = EncoderText.Write(Encoder),
        ["labels"] = JsonSerializer.Serialize(Labels),
        ["scoring"] = Scoring.ToString(),
        ["input_norm"] = HasInputNorm ? "true" : "false",
        ["channels"] = Channels.ToString(CultureInfo.InvariantCulture),
        ["least_width"] = LeastWidth.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads it back; null where a file says nothing of the kind.</summary>
    /// <exception cref="FormatException">Something is missing or wrong.</exception>
    public static TaskMetadata? Of(IReadOnlyDictionary<string, string> texts)
    {
        if (texts.GetValueOrDefault("format") != Format) return null;
        try
        {
            return new TaskMetadata(texts["task"], EncoderText.Read(texts["encoder"]))
            {
                Labels = JsonSerializer.Deserialize<string[]>(texts["labels"]) ?? [],
                Scoring = Enum.Parse<LabelScoring>(texts["scoring"]),
                HasInputNorm = texts["input_norm"] == "true",
                Channels = int.Parse(texts["channels"], NumberStyles.None, CultureInfo.InvariantCulture),
                LeastWidth = int.Parse(texts["least_width"], NumberStyles.None, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception trouble) when (trouble is KeyNotFoundException or JsonException or ArgumentException or OverflowException or FormatException)
        {
            throw new FormatException($"its metadata is incomplete or wrong: {CheckpointText.Clean(trouble.Message)}", trouble);
        }
    }
}
