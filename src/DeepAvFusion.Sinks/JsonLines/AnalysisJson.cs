using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Sinks.JsonLines;

/// <summary>The JSON of an analysis and of an event: what analysis.jsonl, events.jsonl and the page's live channel carry (schema: JsonLines/README.md).</summary>
public static class AnalysisJson
{
    public const string AnalysisSchema = "davf.analysis/1";
    public const string EventSchema = "davf.event/1";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>One line, without its end.</summary>
    public static byte[] Analysis(AvAnalysis analysis) => JsonSerializer.SerializeToUtf8Bytes(Lines.Of(analysis), Options);

    /// <summary>One line, without its end.</summary>
    public static byte[] Event(AvAnalysis analysis, AvEvent news) => JsonSerializer.SerializeToUtf8Bytes(Lines.Of(analysis, news), Options);

    internal static double Short(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;
}
