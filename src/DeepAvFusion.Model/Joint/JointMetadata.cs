using System.Globalization;
using System.Text.Json;

namespace DeepAvFusion.Model.Joint;

/// <summary>What a joint model's file says of itself in its metadata, so that it can be built again and its outputs named.</summary>
/// <param name="Name">Name of the model, such as `scenes-tiny`.</param>
/// <param name="IsDetailed">Whether its heads see the network's inputs (<see cref="JointConfig.IsDetailed"/>).</param>
public sealed record JointMetadata(string Name, string Preset, IReadOnlyList<string> Labels, LabelScoring Scoring, bool IsTrained, bool IsDetailed)
{
    private const string Family = "davf.joint/";
    private const string Format = Family + "2";
    private const string Detailed = "detailed";

    /// <summary>Number of the version that operators taught; 0 as it was trained.</summary>
    public int Version { get; init; }

    /// <summary>The metadata as key and text, for a safetensors header.</summary>
    public IReadOnlyDictionary<string, string> ToTexts() => new Dictionary<string, string>
    {
        ["format"] = Format,
        ["name"] = Name,
        ["preset"] = Preset,
        ["labels"] = JsonSerializer.Serialize(Labels),
        ["scoring"] = Scoring.ToString(),
        ["heads"] = IsDetailed ? Detailed : "published",
        ["training"] = IsTrained ? "trained" : "untrained",
    };

    /// <summary>Reads them back; null when the file is no joint model.</summary>
    /// <exception cref="FormatException">It says it is one, but something is missing or wrong.</exception>
    public static JointMetadata? Of(IReadOnlyDictionary<string, string> texts)
    {
        if (!texts.TryGetValue("format", out var format) || !format.StartsWith(Family, StringComparison.Ordinal))
            return null;
        if (format != Format)
            throw new FormatException($"its format is '{format}', this build reads '{Format}'");
        try
        {
            return new JointMetadata(texts["name"], texts["preset"], JsonSerializer.Deserialize<string[]>(texts["labels"]) ?? [],
                Enum.Parse<LabelScoring>(texts["scoring"]), texts["training"] == "trained", texts["heads"] == Detailed)
            {
                Version = texts.TryGetValue("version", out var version) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or JsonException or ArgumentException)
        {
            throw new FormatException($"its metadata is incomplete: {e.Message}", e);
        }
    }
}
