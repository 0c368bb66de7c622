using System.Text.Json;

namespace DeepAvFusion.Faults.Operator;

/// <summary>What the API tells of a stream.</summary>
internal sealed record StreamTold(string Name, string State, string Detail, long Analysed, long Lost, IReadOnlyDictionary<string, long> Losses, int Runs, IReadOnlyList<string> FailingSinks)
{
    public static StreamTold Of(JsonElement json) => new(
        json.GetProperty("name").GetString()!, json.GetProperty("state").GetString()!, json.GetProperty("detail").GetString()!, json.GetProperty("analysed").GetInt64(), json.GetProperty("lost").GetInt64(),
        json.GetProperty("losses").EnumerateArray().ToDictionary(loss => $"{loss.GetProperty("stage").GetString()} {loss.GetProperty("reason").GetString()}", loss => loss.GetProperty("windows").GetInt64()),
        json.GetProperty("runs").GetInt32(), [.. json.GetProperty("failingSinks").EnumerateArray().Select(sink => $"{sink.GetProperty("sink").GetString()}: {sink.GetProperty("error").GetString()}")]);
}
