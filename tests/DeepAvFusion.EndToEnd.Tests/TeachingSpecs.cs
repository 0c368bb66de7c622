using System.Net.Http.Json;
using System.Text.Json;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Serve;
using DeepAvFusion.Scenes.Video;
using DeepAvFusion.Scenes.Worlds;
using Microsoft.Playwright;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>A sound that the model does not know is taught on the page and recognised live: an alarm clock, which takes turns with an organ before a synthetic camera.</summary>
public sealed class TeachingSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private SceneServer _camera = null!;
    private DeepavProcess _analyzer = null!;
    private string _url = "";
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        var video = new SceneVideoSettings { Kinds = [SceneKinds.Named("alarm"), SceneKinds.Named("organ")], Style = BackdropStyle.Room, MostThings = 1, MostSounds = 1 };
        _camera = await SceneServer.StartAsync(new SceneServerSettings { Cameras = [new SceneCameraSettings("room", video, 4)] }, CancellationToken.None);
        _analyzer = DeepavProcess.Start(
            "run", "--step", "1s", "--set", "davf.server.port=0", "--set", $"davf.streams.room.uri=\"{_camera.Urls["room"]}\"", "--set", "davf.streams.room.live=true",
            "--set", "davf.learning.due=4", "--set", "davf.learning.due-groups=3", "--set", "davf.learning.distance=2s", "--set", "davf.learning.live.look-every=500ms",
            "--set", "davf.learning.live.shadow.windows=3", "--set", "davf.learning.live.canary.time=2s",
            "--set", "davf.learning.live.recall=25s", "--set", "davf.learning.live.reservoir-every=1s", "--set", "davf.learning.gates.latency=20");
        _url = _analyzer.WaitForLine("Open http", Patience).Split(' ')[^1];
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _analyzer.Dispose();
        await _camera.DisposeAsync();
    }

    [Fact]
    public async Task A_new_sound_is_taught_on_the_page_and_recognised_live()
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 860 } });
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(_url);
        using var http = new HttpClient { BaseAddress = new Uri(_url) };
        var taught = DateTimeOffset.MinValue;
        for (var stretch = 0; stretch < 3 || !await IsServedAsync(http); stretch++)
        {
            Assert.True(stretch < 12, await http.GetStringAsync("/api/learning/versions"));
            taught = await TeachAsync(page, await AlarmAsync(http, after: taught));
        }

        await page.Locator("nav a[href='#learning']").ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.versions summary .running')", null, Wait());
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.samples li').length >= 4", null, Wait());
        await page.Locator(".versions summary").First.ClickAsync();
        Assert.True(await page.Locator(".why li.holds").CountAsync() > 3);
        await ShowAsync(page, "learning");
        await page.Locator("nav a[href='#live']").ClickAsync();
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.events .on .name')].some(name => name.textContent === 'alarm')", null, Wait());

        var metrics = await http.GetStringAsync("/metrics");
        Assert.Matches("(?m)^davf_learning_promotions_total [1-9]", metrics);
        await ShowAsync(page, "taught");
        Assert.Empty(errors);
    }

    /// <summary>Presses Teach, chooses the stretch, says what it is, as an operator does. Returns where it ended.</summary>
    private static async Task<DateTimeOffset> TeachAsync(IPage page, (DateTimeOffset From, DateTimeOffset To) stretch)
    {
        await page.Locator(".card .teach").ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#teach').open", null, Wait());
        await page.EvaluateAsync(
            """
            ([from, to]) => {
              const dialog = document.querySelector("#teach");
              for (const [name, at] of [["from", from], ["to", to], ["from", from]]) {
                const range = dialog.querySelector(`.${name}`);
                range.value = (Date.parse(at) - Number(dialog.dataset.begin)) / 1000;
                range.dispatchEvent(new Event("input"));
              }
            }
            """,
            new[] { stretch.From.ToString("O"), stretch.To.ToString("O") });
        await page.Locator("#teach .by").FillAsync("anna");
        await page.Locator("#teach .label").FillAsync("alarm");
        await ShowAsync(page, "teach");
        await page.Locator("#teach .is").ClickAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('#teach').open", null, Wait());
        return stretch.To;
    }

    /// <summary>Whether what was taught is in use, some seconds after it was said. Gates may ask for more.</summary>
    private static async Task<bool> IsServedAsync(HttpClient http)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var looks = 0; looks < 40; looks++)
        {
            var trainer = await http.GetFromJsonAsync<JsonElement>("/api/learning");
            if (trainer.GetProperty("version").GetInt32() > 0)
                return true;
            await look.WaitForNextTickAsync();
        }
        return false;
    }

    /// <summary>Where pictures for the README are wanted.</summary>
    private static async Task ShowAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DEEPAV_SCREENSHOT") is { Length: > 0 } path)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.ChangeExtension(path, $"{name}.png") });
    }

    /// <summary>The next stretch of one window that is loud from end to end, and in which no organ is heard: what an operator's ear would tell.</summary>
    private static async Task<(DateTimeOffset From, DateTimeOffset To)> AlarmAsync(HttpClient http, DateTimeOffset after)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await look.WaitForNextTickAsync(limit.Token))
        {
            using var recall = await http.GetAsync("/api/streams/room/recall", limit.Token);
            if (!recall.IsSuccessStatusCode)
                continue;
            foreach (var window in (await recall.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).GetProperty("windows").EnumerateArray())
            {
                var (from, to) = (window.GetProperty("from").GetDateTimeOffset(), window.GetProperty("to").GetDateTimeOffset());
                var isOrgan = window.GetProperty("labels").EnumerateArray().Any(label => label.GetProperty("label").GetString() == "organ" && label.GetProperty("score").GetDouble() > 0.3);
                if (from >= after && !isOrgan && await IsLoudAsync(http, from, to))
                    return (from, to);
            }
        }
        throw new InvalidOperationException("The alarm was not heard.");
    }

    private static async Task<bool> IsLoudAsync(HttpClient http, DateTimeOffset from, DateTimeOffset to)
    {
        var wav = await http.GetByteArrayAsync($"/api/streams/room/recall/sound?from={Uri.EscapeDataString(from.ToString("O"))}&to={Uri.EscapeDataString(to.ToString("O"))}");
        var samples = Enumerable.Range(0, (wav.Length - 44) / 2).Select(i => BitConverter.ToInt16(wav, 44 + (2 * i)) / 32768.0).ToList();
        return samples.Chunk(8000).Where(half => half.Length == 8000).All(half => Math.Sqrt(half.Average(sample => sample * sample)) > 0.01);
    }

    private static PageWaitForFunctionOptions Wait() => new() { Timeout = (float)Patience.TotalMilliseconds };
}
