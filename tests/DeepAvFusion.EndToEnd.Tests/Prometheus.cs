using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>A real Prometheus that scrapes one analyzer every half second, with the alerts of the repository.</summary>
internal sealed class Prometheus : IDisposable
{
    public const string Program = "/usr/bin/prometheus";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-prometheus-");
    private readonly Process _process;
    private readonly HttpClient _http;

    private Prometheus(string target)
    {
        File.Copy(Path.Combine(Deploy, "deepav.rules.yml"), Path.Combine(_folder.FullName, "deepav.rules.yml"));
        File.WriteAllText(Path.Combine(_folder.FullName, "prometheus.yml"), File.ReadAllText(Path.Combine(Deploy, "prometheus.yml"))
            .Replace("localhost:8080", target, StringComparison.Ordinal).Replace("15s", "500ms", StringComparison.Ordinal));
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = free.LocalEndpoint.ToString()!;
        free.Stop();
        _process = Process.Start(new ProcessStartInfo(Program, [
            $"--config.file={_folder.FullName}/prometheus.yml", $"--storage.tsdb.path={_folder.FullName}/data", $"--web.listen-address={address}"])
        { RedirectStandardError = true })!;
        _process.BeginErrorReadLine();
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
    }

    public static string Deploy { get; } = Path.Combine(AppContext.BaseDirectory, "deploy", "prometheus");

    public static Prometheus Start(string target) => new(target);

    /// <summary>Answers to a query, one a series.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string query)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>($"api/v1/query?query={Uri.EscapeDataString(query)}");
        return [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()];
    }

    /// <summary>Names of the metrics that targets tell of, with and without series.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync() =>
        (await _http.GetFromJsonAsync<JsonElement>("api/v1/metadata")).GetProperty("data").EnumerateObject().Select(metric => metric.Name).ToHashSet();

    /// <summary>Waits for an answer to a query.</summary>
    public async Task UntilAsync(string query, TimeSpan patience)
    {
        for (var until = DateTime.UtcNow + patience; ; await Task.Delay(200))
        {
            try
            {
                if ((await QueryAsync(query)).Count > 0)
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // it is not ready yet
            }
            Assert.True(DateTime.UtcNow < until, $"Nothing answers {query}.");
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
