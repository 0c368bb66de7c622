using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Standins.Prometheus.Tests;

public sealed class AspNetCoreSpecs : IDisposable
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Maps_an_endpoint_with_the_metrics()
    {
        Metrics.WithCustomRegistry(_registry).CreateGauge("x", "").Set(4);
        await using var app = await StartAsync(app => app.MapMetrics("/numbers", _registry));

        using var response = await _client.GetAsync(new Uri(app.Urls.Single() + "/numbers"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(4, Exposed.Parse(await response.Content.ReadAsStringAsync())["x"]);
    }

    [Theory]
    [InlineData("application/openmetrics-text; version=1.0.0,text/plain;q=0.5", "application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text;q=0.3,text/plain;q=0.5", "text/plain", true)]
    [InlineData("application/openmetrics-text", "text/plain", false)]
    [InlineData("text/html,,nonsense", "text/plain", true)]
    public async Task Answers_in_the_format_that_is_asked_for(string accept, string expected, bool enabled)
    {
        await using var app = await StartAsync(app => app.UseMetricServer(settings => (settings.Registry, settings.EnableOpenMetrics) = (_registry, enabled)));
        Metrics.WithCustomRegistry(_registry).CreateGauge("x", "").Set(4);
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single() + "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await _client.SendAsync(request);

        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(expected == "text/plain" ? "\nx 4\n" : "\nx 4.0\n# EOF\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measures_requests_by_status_method_and_endpoint()
    {
        await using var app = await StartAsync(app =>
        {
            app.UseHttpMetrics(options => options.SetMetricFactory(Metrics.WithCustomRegistry(_registry)));
            app.MapGet("/streams/{id}", (string id) => id == "none" ? Results.NotFound() : Results.Ok());
            app.MapMetrics(registry: _registry);
        });
        var root = app.Urls.Single();
        foreach (var path in new[] { "/streams/a", "/streams/b", "/streams/none", "/metrics" }) (await _client.GetAsync(new Uri(root + path))).Dispose();

        var exposed = Exposed.Parse(await _client.GetStringAsync(new Uri(root + "/metrics")));

        const string Endpoint = "controller=\"\",action=\"\",endpoint=\"/streams/{id}\"";
        Assert.Equal(2, exposed[$"http_requests_received_total{{code=\"200\",method=\"GET\",{Endpoint}}}"]);
        Assert.Equal(1, exposed[$"http_requests_received_total{{code=\"404\",method=\"GET\",{Endpoint}}}"]);
        Assert.Equal(2, exposed[$"http_request_duration_seconds_count{{code=\"200\",method=\"GET\",{Endpoint}}}"]);
        Assert.Equal(0, exposed[$"http_requests_in_progress{{method=\"GET\",{Endpoint}}}"]);
        Assert.DoesNotContain(exposed.Series, series => series.Contains("/metrics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Measures_what_it_is_told_to()
    {
        await using var app = await StartAsync(app =>
        {
            app.UseHttpMetrics(options =>
            {
                options.ConfigureMeasurements(measurement => measurement.Registry = _registry);
                options.ReduceStatusCodeCardinality();
                options.AddCustomLabel("client", context => context.Request.Headers.UserAgent.ToString());
                options.InProgress.Enabled = false;
                options.RequestDuration.Enabled = false;
            });
            app.MapGet("/", () => Results.NoContent());
        });
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("specs", "1"));
        (await _client.GetAsync(new Uri(app.Urls.Single()))).Dispose();

        var exposed = await Exposed.FromAsync(_registry);

        Assert.Equal(
            ["http_requests_received_total{code=\"2xx\",method=\"GET\",controller=\"\",action=\"\",client=\"specs/1\",endpoint=\"/\"}"],
            exposed.Series);
    }

    [Fact]
    public async Task A_server_of_its_own_starts_and_stops()
    {
        Metrics.WithCustomRegistry(_registry).CreateGauge("x", "").Set(4);
        var port = FreePort();
        using var server = new KestrelMetricServer("127.0.0.1", port, registry: _registry);
        var url = new Uri($"http://127.0.0.1:{port}/metrics");

        server.Start();
        Assert.Equal(4, Exposed.Parse(await _client.GetStringAsync(url))["x"]);
        using (var root = await _client.GetAsync(new Uri(url, "/"))) Assert.Equal("/metrics", root.Headers.Location!.OriginalString);
        using (var other = await _client.GetAsync(new Uri(url, "/other"))) Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Throws<InvalidOperationException>(server.Start);

        await server.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetStringAsync(url));
        Assert.Throws<InvalidOperationException>(server.Start);
    }

    [Fact]
    public void A_server_whose_port_is_taken_says_so_when_it_starts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var server = new KestrelMetricServer("127.0.0.1", ((IPEndPoint)taken.LocalEndpoint).Port);

        Assert.Throws<IOException>(server.Start);
    }

    private static async Task<WebApplication> StartAsync(Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        configure(app);
        await app.StartAsync();
        return app;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
