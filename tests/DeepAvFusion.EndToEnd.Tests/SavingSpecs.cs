using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>What the program says and does while results cannot be saved, and when they can again.</summary>
public sealed class SavingSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    // no file of more than four KiB; .NET itself writes what it compiles into a file unless it is told not to
    private static readonly string[] Limited = ["env", "DOTNET_EnableWriteXorExecute=0", "bash", "-c", "ulimit -S -f 4; exec \"$@\"", "bash"];

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-saving-").FullName;
    private bool _isMounted;

    private string Out => Path.Combine(_folder, "out");

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", "--lazy", Out);
        else if (Directory.Exists(Out))
            Run("chmod", "700", Out);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_limit_of_file_size_is_told_everywhere_and_saving_goes_on_when_it_is_raised()
    {
        using var analyzer = Start(Limited);
        using var http = Http(analyzer);
        await FailsAsync(http, "jsonl", "overlay", "wav");
        Assert.All(await FailuresAsync(http), failure => Assert.Contains("a limit of file size or quota is reached", failure.Error, StringComparison.Ordinal));
        await ToldAsync(http);
        Assert.Equal(0, Run("prlimit", "--fsize=unlimited:", "--pid", analyzer.Id.ToString(CultureInfo.InvariantCulture)));
        await WritesAgainAsync(http);
        await EndsAsync(analyzer, 3, "Not everything was saved, from ");
        WholeLines();
    }

    [MountFact]
    public async Task A_full_disk_is_told_everywhere_and_saving_goes_on_when_there_is_room()
    {
        Mount("size=256k");
        using var analyzer = Start([]);
        using var http = Http(analyzer);
        await FailsAsync(http, "jsonl", "overlay", "wav");
        Assert.All(await FailuresAsync(http), failure => Assert.Contains("the disk is full", failure.Error, StringComparison.Ordinal));
        await ToldAsync(http);
        Assert.Equal(0, Run("mount", "-o", "remount,size=1g", Out));
        await WritesAgainAsync(http);
        await EndsAsync(analyzer, 3, "Not everything was saved, from ");
        WholeLines();
    }

    [MountFact]
    public Task A_read_only_folder_is_told_and_what_cannot_be_saved_in_the_end_gives_exit_code_1()
    {
        Mount("ro");
        return RefusesAsync([]);
    }

    [Fact]
    public async Task A_folder_without_permission_is_told_and_what_cannot_be_saved_in_the_end_gives_exit_code_1()
    {
        Directory.CreateDirectory(Out);
        Assert.Equal(0, Run("chmod", "500", Out));
        await RefusesAsync(Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] : []);     // root asks no permission
    }

    /// <param name="before">What the program is started by.</param>
    private async Task RefusesAsync(string[] before)
    {
        using var analyzer = Start(before);
        using var http = Http(analyzer);
        await FailsAsync(http, "jsonl", "overlay", "wav");
        Assert.All(await FailuresAsync(http), failure => Assert.Contains("choose another", failure.Error, StringComparison.Ordinal));
        await EndsAsync(analyzer, 1, "Not everything was saved. ");
    }

    private void Mount(string options)
    {
        Directory.CreateDirectory(Out);
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Out));
        _isMounted = true;
    }

    private DeepavProcess Start(string[] before) => DeepavProcess.StartBehind(
        before, "run", "--demo", "--set", "davf.server.port=0", "--set", $"davf.sinks.folder=\"{Out}\"", "--set", "davf.sinks.jsonl.enabled=true", "--set", "davf.sinks.wav.enabled=true",
        "--set", "davf.sinks.overlay.enabled=true", "--set", "davf.store.enabled=false");

    private static HttpClient Http(DeepavProcess analyzer) => new() { BaseAddress = new Uri(analyzer.WaitForLine("Open http", Patience).Split(' ')[^1]), Timeout = Patience };

    private static async Task<List<(string Stream, string Sink, string Error)>> FailuresAsync(HttpClient http) =>
        [.. (await http.GetFromJsonAsync<JsonElement>("/api/streams")).EnumerateArray().SelectMany(stream => stream.GetProperty("failingSinks").EnumerateArray().Select(failure =>
            (stream.GetProperty("name").GetString()!, failure.GetProperty("sink").GetString()!, failure.GetProperty("error").GetString()!)))];

    /// <summary>Returns when these sinks fail for both cameras.</summary>
    private static Task FailsAsync(HttpClient http, params string[] sinks) =>
        UntilAsync(async () => (await FailuresAsync(http)).GroupBy(failure => failure.Stream).Count(stream => stream.Select(failure => failure.Sink).ToHashSet().SetEquals(sinks)) == 2);

    private static Task WritesAgainAsync(HttpClient http) => UntilAsync(async () => (await FailuresAsync(http)).Count == 0 && await http.GetStringAsync("/health/ready") == "ready");

    /// <summary>The page, health and metrics tell; the streams run all the same.</summary>
    private static async Task ToldAsync(HttpClient http)
    {
        var ready = await http.GetStringAsync("/health/ready");
        Assert.Contains("sink wav: '", ready, StringComparison.Ordinal);
        Assert.Contains("davf_sink_failing{sink=\"overlay\",stream=\"", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(http.BaseAddress!.ToString());
        await page.WaitForFunctionAsync(
            """
            () => [...document.querySelectorAll(".card")].length === 2 && [...document.querySelectorAll(".card .unsaved")].every(part => part.checkVisibility() && part.querySelectorAll("li").length === 3)
              && document.querySelector("#unsaved").checkVisibility() && document.querySelector("#unsaved").textContent === "2 streams are not saved"
            """, null, new PageWaitForFunctionOptions { Timeout = (float)Patience.TotalMilliseconds });
        Assert.Equal(2, await page.Locator(".state.running").CountAsync());
    }

    private static async Task EndsAsync(DeepavProcess analyzer, int code, string words)
    {
        analyzer.Signal(15);
        Assert.Equal(code, await analyzer.WaitForExitAsync(Patience));
        Assert.Contains(words, analyzer.Output, StringComparison.Ordinal);
    }

    /// <summary>No line was cut, whatever became of the disk.</summary>
    private void WholeLines()
    {
        foreach (var line in Directory.GetFiles(Out, "analysis.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines))
            JsonDocument.Parse(line).Dispose();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await isSo())
            await look.WaitForNextTickAsync(limit.Token);
    }

    internal static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
