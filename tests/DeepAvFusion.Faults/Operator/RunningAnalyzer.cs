using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DeepAvFusion.EndToEnd.Tests;

namespace DeepAvFusion.Faults.Operator;

/// <summary>`deepav run` as an operator has it: a settings file, an address, a folder of results.</summary>
internal sealed class RunningAnalyzer : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DeepavProcess _process;
    private readonly HttpClient _http;

    private readonly bool _owns;
    private bool _ended;

    private RunningAnalyzer(DeepavProcess process, string folder, bool owns, Uri page)
    {
        (_process, Folder, _owns) = (process, folder, owns);
        _http = new HttpClient { BaseAddress = page, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Where its settings and results lie.</summary>
    public string Folder { get; }

    public string Results => Path.Combine(Folder, "out");

    public int Id => _process.Id;

    public string Output => _process.Output;

    public Uri Page => _http.BaseAddress!;

    /// <param name="settings">Lines of HOCON inside davf, on top of the suite's own.</param>
    /// <param name="folder">One that is there already and stays; when left out, a fresh one that goes with the analyzer.</param>
    public static RunningAnalyzer Start(string settings = "", string? folder = null)
    {
        var owns = folder is null;
        folder ??= Directory.CreateTempSubdirectory("davf-faults-").FullName;
        var file = Path.Combine(folder, "settings.conf");
        File.WriteAllText(file, $$"""
            davf {
              server.port = 0
              sinks { folder = "{{Path.Combine(folder, "out")}}", jsonl.enabled = true }
              {{settings}}
            }
            """);
        var process = DeepavProcess.Start("run", "--config", file);
        try
        {
            return new RunningAnalyzer(process, folder, owns, new Uri(process.WaitForLine("Open http", Patience).Split(' ')[^1]));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public async Task AddAsync(string stream, string uri)
    {
        using var answer = await _http.PostAsJsonAsync("/api/streams", new { name = stream, uri });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task RemoveAsync(string stream)
    {
        using var answer = await _http.DeleteAsync(new Uri($"/api/streams/{stream}", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task RestartAsync(string stream)
    {
        using var answer = await _http.PostAsync(new Uri($"/api/streams/{stream}/restart", UriKind.Relative), null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What is told of a stream; null when there is none.</summary>
    public async Task<StreamTold?> ToldAsync(string stream)
    {
        using var answer = await _http.GetAsync(new Uri($"/api/streams/{stream}", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound ? null : StreamTold.Of(await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Over a connection of its own, so that the server's gauges of connections, which the first one begins, are there from the start.</summary>
    public async Task<string> MetricsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/metrics", UriKind.Relative)) { Headers = { ConnectionClose = true } };
        using var answer = await _http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public async Task<(HttpStatusCode Code, string Text)> HealthAsync(string kind)
    {
        using var answer = await _http.GetAsync(new Uri($"/health/{kind}", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Whether the process has anything open in a folder.</summary>
    public bool Holds(string folder) => Directory.GetFiles($"/proc/{Id}/fd").Any(handle => TargetOf(handle)?.StartsWith(folder + "/", StringComparison.Ordinal) == true);

    /// <summary>What a handle leads to; null where it was closed meanwhile.</summary>
    private static string? TargetOf(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public ProcessFacts Facts() => ProcessFacts.Of(Id);

    /// <summary>All results of a stream so far; a line that is being written is none yet.</summary>
    public IReadOnlyList<WindowLine> Windows(string stream)
    {
        var file = Path.Combine(Results, stream, "analysis.jsonl");
        if (!File.Exists(file))
            return [];
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WindowLine.Of)];
    }

    /// <summary>The first result of a stream that fits.</summary>
    public async Task<WindowLine> WindowAsync(string stream, Func<WindowLine, bool> fits, TimeSpan patience)
    {
        WindowLine? found = null;
        await Waiting.UntilAsync(() => (found = Windows(stream).FirstOrDefault(fits)) is not null, patience, $"a result of {stream}");
        return found!;
    }

    /// <summary>Waits until a stream tells of itself what is asked for.</summary>
    public Task TellsAsync(string stream, Func<StreamTold, bool> fits, TimeSpan patience, string what) =>
        Waiting.UntilAsync(async () => await ToldAsync(stream) is { } told && fits(told), patience, $"{stream} {what}");

    public void Signal(int signal) => _process.Signal(signal);

    public Task<int> WaitForExitAsync(TimeSpan timeout) => _process.WaitForExitAsync(timeout);

    /// <summary>Ends the process at once; its folder stays.</summary>
    public void Kill()
    {
        if (_ended)
            return;
        _ended = true;
        _process.Dispose();
        _http.Dispose();
    }

    public void Dispose()
    {
        Kill();
        if (_owns)
            Directory.Delete(Folder, recursive: true);
    }
}
