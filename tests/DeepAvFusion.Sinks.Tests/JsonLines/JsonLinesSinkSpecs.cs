using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Sinks.JsonLines;

namespace DeepAvFusion.Sinks.Tests.JsonLines;

public sealed class JsonLinesSinkSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-sinks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Writes_a_line_a_window_and_a_line_an_event_that_starts_or_ends()
    {
        await using (var sink = new JsonLinesSink(new SinkFolders(_folder, PerStream: false)))
        {
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(0)), CancellationToken.None);
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(1)), CancellationToken.None);
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(1, closing: true)), CancellationToken.None);
        }
        var windows = Lines("analysis.jsonl");
        Assert.Equal([0, 1], windows.Select(line => line.GetProperty("window").GetInt64()));
        Assert.All(windows, line => Assert.Equal("untrained", line.GetProperty("model").GetProperty("training").GetString()));
        Assert.Equal(0.25, windows[0].GetProperty("age").GetDouble());
        Assert.Equal("heard-and-seen", Lines("events.jsonl")[0].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Numbers_that_json_cannot_hold_become_zero()
    {
        await using (var sink = new JsonLinesSink(new SinkFolders(_folder, PerStream: false)))
            await sink.WriteAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None);
        Assert.Equal(0, Lines("analysis.jsonl")[0].GetProperty("labels")[0].GetProperty("fusion").GetDouble());
    }

    [Fact]
    public void Every_key_that_is_written_is_documented_and_the_other_way_round()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "jsonl-readme.md"));
        var documented = System.Text.RegularExpressions.Regex.Matches(readme, "`([a-zA-Z0-9]+)`").Select(match => match.Groups[1].Value).ToHashSet();
        var analysis = Analyses.Make();
        var written = new[] { AnalysisJson.Analysis(analysis), AnalysisJson.Event(analysis, analysis.Events[0]) }
            .SelectMany(line => Keys(JsonDocument.Parse(line).RootElement)).Distinct();
        Assert.Empty(written.Except(documented));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_in_one_line()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");
        await using var sink = new JsonLinesSink(new SinkFolders(file, PerStream: false));
        var error = await Assert.ThrowsAsync<UserErrorException>(() => sink.WriteAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None).AsTask());
        Assert.Contains("Cannot write", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_of_a_running_analyzer_get_a_folder_each()
    {
        await using (var sink = new JsonLinesSink(new SinkFolders(_folder, PerStream: true)))
            await sink.WriteAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(_folder, "door", "analysis.jsonl")));
    }

    private List<JsonElement> Lines(string name) => [.. File.ReadAllLines(Path.Combine(_folder, name)).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Keys(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };
}
