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
        var analysis = Analyses.Make() with { PictureTime = MediaTime.Zero };
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
        var error = await Assert.ThrowsAnyAsync<UserErrorException>(() => sink.WriteAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None).AsTask());
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_of_a_running_analyzer_get_a_folder_each()
    {
        await using (var sink = new JsonLinesSink(new SinkFolders(_folder, PerStream: true)))
            await sink.WriteAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(_folder, "door", "analysis.jsonl")));
    }

    [Fact]
    public async Task A_line_that_was_cut_off_by_a_kill_does_not_swallow_the_next()
    {
        await WriteAsync(0);
        await File.AppendAllTextAsync(Path.Combine(_folder, "analysis.jsonl"), "{\"schema\":\"davf.ana");
        await WriteAsync(1);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "analysis.jsonl"));
        Assert.Equal(3, lines.Length);
        Assert.Equal(1, JsonDocument.Parse(lines[2]).RootElement.GetProperty("window").GetInt64());
    }

    [Fact]
    public async Task A_file_that_was_deleted_moved_or_replaced_is_begun_anew_and_counted()
    {
        var path = Path.Combine(_folder, "analysis.jsonl");
        var before = SinkMetrics.Reopened.WithLabels("jsonl").Value;
        await using (var sink = new JsonLinesSink(new SinkFolders(_folder, PerStream: false)))
        {
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(0)), CancellationToken.None);
            File.Delete(path);
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(1)), CancellationToken.None);
            Assert.Equal(1, Lines("analysis.jsonl").Single().GetProperty("window").GetInt64());
            File.Move(path, path + ".1");
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(2)), CancellationToken.None);
            await File.WriteAllTextAsync(path + ".new", "");
            File.Move(path + ".new", path, overwrite: true);
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(3)), CancellationToken.None);
        }
        Assert.Equal(3, Lines("analysis.jsonl").Single().GetProperty("window").GetInt64());
        Assert.Equal(before + 3, SinkMetrics.Reopened.WithLabels("jsonl").Value);
    }

    [Fact]
    public async Task A_stream_that_is_gone_leaves_no_open_file()
    {
        await using var sink = new JsonLinesSink(new SinkFolders(_folder, PerStream: true));
        await sink.WriteAsync(new AnalysisItem(Analyses.Make()), CancellationToken.None);
        Assert.Equal(2, OpenFiles());
        await sink.WriteAsync(new StreamGoneItem(Analyses.Stream), CancellationToken.None);
        Assert.Equal(0, OpenFiles());
    }

    private async Task WriteAsync(long window)
    {
        await using var sink = new JsonLinesSink(new SinkFolders(_folder, PerStream: false));
        await sink.WriteAsync(new AnalysisItem(Analyses.Make(window)), CancellationToken.None);
    }

    /// <summary>Open files below this test's folder.</summary>
    private int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Count(handle => NameOf(handle)?.StartsWith(_folder, StringComparison.Ordinal) == true);

    private static string? NameOf(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null;                                                // closed while we looked
        }
    }

    private List<JsonElement> Lines(string name) => [.. File.ReadAllLines(Path.Combine(_folder, name)).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Keys(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };
}
