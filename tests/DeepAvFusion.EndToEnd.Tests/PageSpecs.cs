using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>The page in a real browser, over two synthetic cameras that arrive over HTTP.</summary>
public sealed class PageSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private DeepavProcess _analyzer = null!;
    private string _url = "";
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _analyzer = DeepavProcess.Start("run", "--demo", "--set", "davf.server.port=0");
        _url = _analyzer.WaitForLine("Open http", Patience).Split(' ')[^1];
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _analyzer.Dispose();
    }

    [Fact]
    public async Task Shows_both_cameras_live_says_what_the_model_is_and_lets_one_listen()
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 860 } });
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(_url);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.state.running').length === 2", null, Wait());
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.card')].every(card => card.querySelectorAll('.labels li').length > 0)", null, Wait());
        Assert.True(await PicturesMove(page), "the pictures of both cards change");

        using var http = new HttpClient { BaseAddress = new Uri(_url) };
        var about = await http.GetFromJsonAsync<JsonElement>("/api/about");
        Assert.Equal(("scenes-tiny", "trained"), (about.GetProperty("model").GetString(), about.GetProperty("training").GetString()));
        Assert.False(await page.Locator("#untrained").IsVisibleAsync());

        await page.Locator(".card").First.Locator("button[data-track=mixture]").ClickAsync();
        await page.WaitForFunctionAsync("() => Number(document.body.dataset.heard) > 0.001", null, Wait());
        Assert.Equal("true", await page.Locator(".card").First.Locator("button[data-track=mixture]").GetAttributeAsync("aria-pressed"));
        await HearsARegion(page);

        var metrics = await http.GetStringAsync("/metrics");
        foreach (var name in new[] { "davf_windows_analysed_total{", "davf_result_age_seconds_bucket{", "davf_stage_duration_seconds_bucket{", "davf_stream_state{", "davf_model_info{" })
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        Assert.Equal("ready", await http.GetStringAsync("/health/ready"));
        if (Environment.GetEnvironmentVariable("DEEPAV_SCREENSHOT") is { Length: > 0 } path)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Tells_why_a_stream_cannot_be_added()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(_url);
        await page.Locator("#add").ClickAsync();
        await page.Locator("#new-name").FillAsync("intruder");
        await page.Locator("#new-uri").FillAsync("file:///etc/passwd");
        await page.Locator("#new-ok").ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#new-error').textContent.includes('settings file')", null, Wait());
    }

    /// <summary>Presses what stands for a region, again whenever the region has gone, until its separated sound is heard.</summary>
    private static Task<IJSHandle> HearsARegion(IPage page) => page.WaitForFunctionAsync(
        """
        () => {
          const pressed = document.querySelector("button[data-track^=region-][aria-pressed=true]");
          if (pressed && !pressed.textContent.endsWith("(gone)")) return Number(document.body.dataset.heard) > 0.0003;
          document.querySelector("button[data-track^=region-]:not([aria-pressed=true])")?.click();
          document.body.dataset.heard = "0";
          return false;
        }
        """, null, Wait());

    /// <summary>Two looks at each canvas, some frames apart, differ.</summary>
    private static async Task<bool> PicturesMove(IPage page) => await page.EvaluateAsync<bool>(
        """
        async () => {
          const look = () => [...document.querySelectorAll(".card canvas")].map(canvas => {
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            let sum = 0;
            for (let i = 0; i < data.length; i += 37) sum = (sum * 31 + data[i]) >>> 0;
            return sum;
          });
          const first = look();
          for (let tries = 0; tries < 300; tries++) {
            await new Promise(done => setTimeout(done, 200));
            if (look().every((sum, i) => sum !== first[i])) return true;
          }
          return false;
        }
        """);

    private static PageWaitForFunctionOptions Wait() => new() { Timeout = (float)Patience.TotalMilliseconds };
}
