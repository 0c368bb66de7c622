using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using DeepAvFusion.Scenes.Serve;
using Microsoft.Playwright;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>A rule is written on the page, with a zone drawn on the live picture; what it finds is acknowledged, commented and closed there, reaches a webhook, and is told once over a kill.</summary>
public sealed class AlertSpecs : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-alerts-");
    private readonly HttpListener _receiver = new();
    private readonly List<string> _told = [];
    private SceneServer _cameras = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private string _hook = "";

    public async Task InitializeAsync()
    {
        _cameras = await SceneServer.StartAsync(new SceneServerSettings(), CancellationToken.None);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _hook = $"http://{free.LocalEndpoint}/alerts/";
        }
        _receiver.Prefixes.Add(_hook);
        _receiver.Start();
        _ = ReceiveAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public void Dispose() => ((IDisposable)_receiver).Dispose();

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _cameras.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_rule_is_drawn_and_what_it_finds_is_worked_off_and_told_once_over_a_kill()
    {
        string rule;
        using (var analyzer = Start())
        {
            var url = analyzer.WaitForLine("Open http", Patience).Split(' ')[^1];
            var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
            var errors = new List<string>();
            page.PageError += (_, error) => errors.Add(error);
            await page.GotoAsync(url);
            await page.Locator("nav a[href='#alerts']").ClickAsync();
            await page.Locator(".new-rule").ClickAsync();
            await page.WaitForFunctionAsync("() => document.querySelectorAll('#rule .problems li').length > 0", null, Wait());       // it has no name yet
            Assert.True(await page.Locator("#rule .save").IsDisabledAsync());
            await page.Locator("#rule .name").FillAsync("anything");
            await page.Locator("#rule .title").FillAsync("Something sounds in the picture");
            await page.Locator("#rule .least").FillAsync("1.5");
            await page.WaitForFunctionAsync("() => document.querySelector('#rule .least').ariaInvalid === 'true'", null, Wait());
            await page.Locator("#rule .least").FillAsync("0.5");
            await page.WaitForFunctionAsync("() => { const c = document.querySelector('#rule canvas'); return c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data[3] > 0; }", null, Wait());
            await DrawAsync(page, (0.02, 0.02), (0.98, 0.02), (0.98, 0.98), (0.02, 0.98));
            await ShowAsync(page, "rule");
            await page.WaitForFunctionAsync("() => !document.querySelector('#rule .save').disabled", null, Wait());
            await page.Locator("#rule .save").ClickAsync();
            await page.WaitForFunctionAsync("() => document.querySelectorAll('.rules li').length === 1", null, Wait());
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            rule = (await http.GetFromJsonAsync<JsonElement>("/api/alerts/rules")).GetProperty("rules")[0].GetProperty("rule").GetProperty("when")[0].GetProperty("zones").GetRawText();

            await page.WaitForFunctionAsync("() => document.querySelectorAll('.inbox .alert').length > 0", null, Wait());
            await page.Locator(".inbox .by").FillAsync("anna");
            await page.Locator(".inbox .by").DispatchEventAsync("change");
            await page.Locator(".inbox .title").First.ClickAsync();
            await page.Locator(".inbox .words").First.FillAsync("looked at it");
            await page.Locator(".inbox .words").First.PressAsync("Enter");
            await page.WaitForFunctionAsync("() => document.querySelector('.history').textContent.includes('by anna: looked at it')", null, Wait());
            await ShowAsync(page, "alerts");
            await page.SetViewportSizeAsync(420, 900);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 420"));
            await ShowAsync(page, "alerts-narrow");
            await page.SetViewportSizeAsync(1280, 900);
            Assert.Equal("true", await page.Locator("#open-alerts").EvaluateAsync<string>("open => String(!open.hidden)"));
            Assert.Empty(errors);
            analyzer.Signal(9);
            await analyzer.WaitForExitAsync(Patience);
        }
        Assert.Contains("0.98", rule, StringComparison.Ordinal);

        using var again = Start();
        var address = again.WaitForLine("Open http", Patience).Split(' ')[^1];
        var inbox = await _browser.NewPageAsync();
        await inbox.GotoAsync(address + "/#alerts");
        await inbox.WaitForFunctionAsync("() => document.querySelectorAll('.inbox .alert').length > 0", null, Wait());
        await inbox.Locator(".inbox .all").CheckAsync();
        await inbox.Locator(".bulk .acknowledge").ClickAsync();
        await inbox.WaitForFunctionAsync("() => [...document.querySelectorAll('.inbox .alert')].every(alert => !alert.classList.contains('open'))", null, Wait());
        await inbox.Locator(".inbox .all").CheckAsync();
        await inbox.Locator(".bulk .close").ClickAsync();
        await inbox.Locator(".state-filter").SelectOptionAsync("closed");
        await inbox.WaitForFunctionAsync("() => document.querySelectorAll('.inbox .alert.closed').length > 0", null, Wait());
        again.Signal(15);
        await again.WaitForExitAsync(Patience);
        lock (_told)
        {
            Assert.Contains(_told, told => told.StartsWith("deepav.alert.commented.v1", StringComparison.Ordinal));
            Assert.Contains(_told, told => told.StartsWith("deepav.alert.closed.v1", StringComparison.Ordinal));
            Assert.Single(_told, told => told.StartsWith("deepav.alert.opened.v1 anything.yard", StringComparison.Ordinal));
        }
    }

    private DeepavProcess Start() => DeepavProcess.StartIn(
        _folder.FullName, "run", "--step", "1s", "--set", "davf.server.port=0", "--set", $"davf.streams.yard.uri=\"{_cameras.Urls.First().Value}\"", "--set", "davf.streams.yard.live=true",
        "--set", $"davf.outputs.webhooks.desk={{ url = \"{_hook}\", tells = [alerts] }}");

    /// <summary>Clicks corners on the live picture, and the first once more.</summary>
    private static async Task DrawAsync(IPage page, params (double X, double Y)[] corners)
    {
        await page.Locator("#rule canvas").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator("#rule canvas").BoundingBoxAsync())!;
        foreach (var (x, y) in corners.Append(corners[0]))
            await page.Mouse.ClickAsync((float)(box.X + (x * box.Width)), (float)(box.Y + (y * box.Height)), new MouseClickOptions { Delay = 20 });
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var context = await _receiver.GetContextAsync();
                var message = await JsonDocument.ParseAsync(context.Request.InputStream);
                lock (_told)
                {
                    var told = $"{message.RootElement.GetProperty("type").GetString()} {message.RootElement.GetProperty("id").GetString()}";
                    if (!_told.Contains(told))
                        _told.Add(told);
                }
                context.Response.StatusCode = 204;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    /// <summary>Where pictures for the README are wanted.</summary>
    private static async Task ShowAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DEEPAV_SCREENSHOT") is { Length: > 0 } path)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.ChangeExtension(path, $"{name}.png") });
    }

    private static PageWaitForFunctionOptions Wait() => new() { Timeout = (float)Patience.TotalMilliseconds };
}
