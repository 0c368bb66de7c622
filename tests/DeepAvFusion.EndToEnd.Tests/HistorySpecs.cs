using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>Clips of two synthetic cameras: in a real browser, through the API, and as evidence that is analysed again.</summary>
public sealed class HistorySpecs : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-history-");
    private DeepavProcess _analyzer = null!;
    private Uri _address = null!;

    public Task InitializeAsync()
    {
        _analyzer = DeepavProcess.StartIn(_folder.FullName, "run", "--demo", "--set", "davf.server.port=0", "--set", "davf.clips.longest=12s", "--set", "davf.clips.post-roll=1s", "--set", "davf.learning.enabled=false");
        _address = new Uri(_analyzer.WaitForLine("Open http", Patience).Split(' ')[^1]);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _analyzer.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_happened_is_played_kept_and_taken_away_as_evidence_that_says_the_same_again()
    {
        using var http = new HttpClient { BaseAddress = _address };
        var clip = await UntilAsync(http, "/api/clips?limit=1", answer => answer.GetProperty("clips").EnumerateArray().FirstOrDefault());
        var id = clip.GetProperty("id").GetString()!;
        await PlaysAsync(clip);
        using (var part = new HttpRequestMessage(HttpMethod.Get, $"/api/clips/{id}/video") { Headers = { Range = new RangeHeaderValue(4, 7) } })
        using (var answer = await http.SendAsync(part))
            Assert.Equal((HttpStatusCode.PartialContent, "ftyp"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/clips/{id}/events/..%2F..%2Fclip/snapshot")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/clips/..%2F..%2Fetc/video")).StatusCode);
        using (var kept = await http.PostAsJsonAsync($"/api/clips/{id}/keep", new { kept = true }))
            Assert.True((await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("kept").GetBoolean());

        var e = clip.GetProperty("events").EnumerateArray().OrderByDescending(one => one.GetProperty("verdict").GetString() == "heard-and-seen").First().GetProperty("event").GetString()!;
        var bundle = Path.Combine(_folder.FullName, "bundle.zip");
        await File.WriteAllBytesAsync(bundle, await http.GetByteArrayAsync($"/api/events/{e}/evidence"));
        using (var replay = DeepavProcess.StartIn(_folder.FullName, "evidence", "replay", bundle, "--json"))
        {
            var code = await replay.WaitForExitAsync(Patience);
            Assert.True(code is 0 or 5, replay.Output);
            Assert.Contains("\"verdict\"", replay.WaitForLine("\"lines\"", Patience), StringComparison.Ordinal);
        }
        using (var zip = ZipFile.Open(bundle, ZipArchiveMode.Update))
        {
            zip.GetEntry("settings.conf")!.Delete();
            using var other = new StreamWriter(zip.CreateEntry("settings.conf").Open());
            await other.WriteAsync("davf.events.on = 0.01");
        }
        using var changed = DeepavProcess.StartIn(_folder.FullName, "evidence", "replay", bundle);
        Assert.Equal(5, await changed.WaitForExitAsync(Patience));
        Assert.Contains("settings.conf", changed.Output, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync($"/api/clips/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/clips/{id}/video")).StatusCode);
    }

    /// <summary>The system's browser plays it, on the page.</summary>
    private async Task PlaysAsync(JsonElement clip)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(new Uri(_address, $"/#history/{clip.GetProperty("events")[0].GetProperty("event").GetString()}").ToString());
        await page.WaitForFunctionAsync("() => { const video = document.querySelector('#history video'); return video.videoWidth > 0 && video.currentTime > 0.3 && !video.error; }", null, Wait());
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('#history .list img')].some(image => image.naturalWidth > 0)", null, Wait());
        await page.Locator("#history .list button[title='More like this']").First.ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#history .events-title').textContent === 'More like this'", null, Wait());
        await page.Locator("#history .back").ClickAsync();
        await page.Locator("#history .scrub").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.WaitForFunctionAsync("() => document.querySelector('#history video').readyState >= 2", null, Wait());
        if (Environment.GetEnvironmentVariable("DEEPAV_SCREENSHOT") is { Length: > 0 } path)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        await page.SetViewportSizeAsync(420, 860);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 420"), "nothing has to be scrolled sideways on a phone");
        Assert.Empty(errors);
    }

    private async Task<JsonElement> UntilAsync(HttpClient http, string path, Func<JsonElement, JsonElement> find)
    {
        for (var limit = DateTime.UtcNow + Patience; DateTime.UtcNow < limit; await Task.Delay(200))
            if (find(await http.GetFromJsonAsync<JsonElement>(path)) is { ValueKind: JsonValueKind.Object } found)
                return found;
        throw new Xunit.Sdk.XunitException($"Nothing came of {path}:\n{_analyzer.Output}");
    }

    private static PageWaitForFunctionOptions Wait() => new() { Timeout = (float)Patience.TotalMilliseconds };
}
