using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>What happened, and which streams there are, is known after a restart.</summary>
public sealed class MemorySpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Events_and_added_streams_come_back_after_the_process_was_killed()
    {
        var folder = Directory.CreateTempSubdirectory("davf-memory-");
        string first;
        using (var analyzer = DeepavProcess.StartIn(folder.FullName, "run", "--demo", "--set", "davf.server.port=0"))
        {
            using var http = new HttpClient { BaseAddress = new Uri(analyzer.WaitForLine("Open http", Patience).Split(' ')[^1]) };
            (await http.PostAsJsonAsync("/api/streams", new { name = "yard", uri = "http://127.0.0.1:9/yard.ts" })).EnsureSuccessStatusCode();
            first = await EventAsync(http);
            analyzer.Signal(9);
            await analyzer.WaitForExitAsync(Patience);
        }
        using (var again = DeepavProcess.StartIn(folder.FullName, "run", "--set", "davf.server.port=0"))
        {
            var url = again.WaitForLine("Open http", Patience).Split(' ')[^1];
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            var events = await http.GetFromJsonAsync<JsonElement>("/api/events?limit=1000");
            Assert.Contains(first, events.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").GetString()));
            Assert.Equal(["yard"], (await http.GetFromJsonAsync<JsonElement>("/api/streams")).EnumerateArray().Select(stream => stream.GetProperty("name").GetString()));
            // a camera of that name is there again, though it does not answer: its card remembers
            var stream = first.Split('.')[0];
            (await http.PostAsJsonAsync("/api/streams", new { name = stream, uri = "http://127.0.0.1:9/again.ts" })).EnsureSuccessStatusCode();
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await Chromium.LaunchAsync(playwright);
            var page = await browser.NewPageAsync();
            await page.GotoAsync(url);
            await page.WaitForFunctionAsync($"() => document.querySelectorAll('[data-stream={stream}] .events li').length > 0", null, new PageWaitForFunctionOptions { Timeout = (float)Patience.TotalMilliseconds });
            (await http.DeleteAsync("/api/streams/yard")).EnsureSuccessStatusCode();
        }
        folder.Delete(recursive: true);
    }

    /// <returns>Id of the first event that is kept.</returns>
    private static async Task<string> EventAsync(HttpClient http)
    {
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(500))
        {
            var events = (await http.GetFromJsonAsync<JsonElement>("/api/events")).GetProperty("events");
            if (events.GetArrayLength() > 0)
                return events[0].GetProperty("id").GetString()!;
        }
        throw new Xunit.Sdk.XunitException("No event came.");
    }
}
