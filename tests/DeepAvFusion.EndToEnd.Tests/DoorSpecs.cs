using System.Diagnostics;
using Microsoft.Playwright;

namespace DeepAvFusion.EndToEnd.Tests;

/// <summary>Signing in on the page, what each role finds there, and a page that lost its analyzer.</summary>
public sealed class DoorSpecs : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-door-");
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private DeepavProcess _analyzer = null!;
    private string _url = "";
    private string _token = "";

    public async Task InitializeAsync()
    {
        Assert.Equal(0, (await RunAsync(Password, "user", "add", "anna", "--role", "admin")).Code);
        Assert.Equal(0, (await RunAsync(Password, "user", "add", "bert", "--role", "viewer", "--stream", "lane")).Code);
        Assert.Equal(1, (await RunAsync("short", "user", "add", "carl", "--role", "viewer")).Code);
        _token = (await RunAsync("", "token", "create", "grafana", "--role", "viewer", "--for", "90d")).Output.Trim();
        Start(0);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _analyzer.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Each_role_finds_what_it_may_do_and_a_lost_connection_heals()
    {
        var page = await SignInAsync("anna", new ViewportSize { Width = 420, Height = 860 });
        await page.Locator("#add").ClickAsync();
        await page.Locator("#new-name").FillAsync("lane");
        await page.Locator("#new-uri").FillAsync("file:///etc/passwd");
        await page.WaitForFunctionAsync("() => document.querySelector('#new-uri-wrong').textContent.includes('settings file')", null, Wait());
        await page.Locator("#new-uri").FillAsync("http://127.0.0.1:9/lane.ts");
        await page.WaitForFunctionAsync("() => document.querySelector('#new-uri-wrong').textContent === ''", null, Wait());
        await page.Locator("#new-ok").ClickAsync();
        await page.WaitForSelectorAsync("[data-stream=lane]");
        await page.Locator("[data-stream=lane] button.settings").ClickAsync();
        await page.Locator("#new-uri").FillAsync("http://127.0.0.1:9/other.ts");
        await page.Locator("#new-ok").ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('[data-stream=lane] .foot')?.textContent.includes('other.ts')", null, Wait());
        foreach (var view in new[] { "#live", "#learning", "#health", "#users" })
        {
            await page.Locator($"nav a[href='{view}']").ClickAsync();
            await page.WaitForFunctionAsync($"() => document.querySelector('nav [aria-current]')?.hash === '{view}'", null, Wait());
            Assert.Equal((view, 420), (view, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")));
            await ShootAsync(page, $"phone-{view[1..]}");
        }
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#users .audit tbody tr').length > 2 && document.querySelectorAll('#users .users tbody tr').length === 2", null, Wait());
        await page.SetViewportSizeAsync(1280, 860);
        await ShootAsync(page, "users");
        await page.GotoAsync(_url + "/#health");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#health tbody tr').length > 4", null, Wait());
        await ShootAsync(page, "health");

        var viewer = await SignInAsync("bert", new ViewportSize { Width = 1280, Height = 860 });
        await viewer.WaitForSelectorAsync("[data-stream=lane]");
        foreach (var hidden in new[] { "#add", "nav a[href='#users']", "nav a[href='#health']", "[data-stream=lane] button.settings", "[data-stream=lane] button.teach" })
            Assert.False(await viewer.Locator(hidden).IsVisibleAsync(), hidden);
        await viewer.Locator("#me summary").PressAsync("Enter");
        Assert.Contains("viewer of lane", await viewer.Locator("#me .role").TextContentAsync(), StringComparison.Ordinal);
        await ShootAsync(viewer, "viewer");

        using var http = new HttpClient { BaseAddress = new Uri(_url) };
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await http.GetAsync("/metrics")).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", _token);
        Assert.Contains("davf_stream_state{", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);

        var port = new Uri(_url).Port;
        _analyzer.Dispose();
        await page.WaitForFunctionAsync("() => !document.querySelector('#lost').hidden", null, Wait());
        await ShootAsync(page, "lost");
        Start(port);
        await page.WaitForFunctionAsync("() => document.querySelector('#lost').hidden && document.querySelector('#connection').textContent === 'live'", null, Wait());
        await viewer.Locator("#sign-out").ClickAsync();
        await viewer.WaitForURLAsync("**/login.html");
    }

    private async Task<IPage> SignInAsync(string name, ViewportSize size)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = size });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        await page.GotoAsync(_url);
        await page.WaitForURLAsync("**/login.html");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync("not the password");
        await page.Locator("#password").PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('#error').textContent.length > 0", null, Wait());
        await ShootAsync(page, "door");
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("#password").PressAsync("Enter");
        await page.WaitForSelectorAsync("body[data-role]", new PageWaitForSelectorOptions { Timeout = (float)Patience.TotalMilliseconds });
        return page;
    }

    private void Start(int port)
    {
        _analyzer = DeepavProcess.StartIn(_folder.FullName, "run", "--set", $"davf.server.port={port}");
        _url = _analyzer.WaitForLine("Open http", Patience).Split(' ')[^1];
    }

    /// <summary>Runs a command that reads a line.</summary>
    private async Task<(int Code, string Output)> RunAsync(string line, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "deepav"), arguments) { WorkingDirectory = _folder.FullName, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DEEPAV_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    private static PageWaitForFunctionOptions Wait() => new() { Timeout = (float)Patience.TotalMilliseconds };
}
