using System.Text.Json;

namespace DeepAvFusion.Faults.Operator;

/// <summary>A line of analysis.jsonl.</summary>
/// <param name="Start">Seconds on the stream's clock.</param>
internal sealed record WindowLine(long Run, int Window, double Start, DateTimeOffset CapturedAt, DateTimeOffset AnalysedAt, TimeSpan Age, bool Picture, bool Sound)
{
    public bool IsWhole => Picture && Sound;

    public static WindowLine Of(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new WindowLine(
            root.GetProperty("run").GetInt64(), root.GetProperty("window").GetInt32(), root.GetProperty("start").GetDouble(), root.GetProperty("capturedAt").GetDateTimeOffset(),
            root.GetProperty("analysedAt").GetDateTimeOffset(), TimeSpan.FromSeconds(root.GetProperty("age").GetDouble()), root.GetProperty("picture").GetBoolean(), root.GetProperty("sound").GetBoolean());
    }
}
