using System.Net;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>Without a token, over a real connection: who may ask under which name.</summary>
public sealed class NameGateSpecs : IAsyncLifetime
{
    private static readonly string[] Places = ["/", "/api/streams", "/api/about", "/metrics"];

    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartAsync("davf.server.names=[cameras.example]");
        await _server.Analyzer.AddAsync(new Engine.Streams.StreamSettings(new Core.StreamId("cam"), "rtsp://cam.invalid/", null, null), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("x.cameras.example")]
    [InlineData("192.0.2.7")]
    [InlineData("0.0.0.0")]
    public async Task A_name_of_somebody_else_is_refused_everywhere(string host)
    {
        foreach (var place in Places)
            Assert.Equal(HttpStatusCode.Forbidden, await _server.AskAsync(place, host));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/streams") { Content = new StringContent("{}", null, "application/json"), Headers = { Host = host } };
        Assert.Equal(HttpStatusCode.Forbidden, (await _server.Client.SendAsync(request)).StatusCode);
        var (connection, status) = await _server.WatchAsync("cam", host, $"http://{host}");
        connection.Dispose();
        Assert.Contains(" 403 ", status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:9000")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:8080")]
    [InlineData("cameras.example")]
    public async Task Names_of_this_machine_and_listed_ones_are_let_in(string? host)
    {
        foreach (var place in Places)
            Assert.Equal(HttpStatusCode.OK, await _server.AskAsync(place, host));
        var (connection, status) = await _server.WatchAsync("cam", host, $"http://{host ?? _server.Address.Authority}");
        connection.Dispose();
        Assert.Contains(" 101 ", status);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    public async Task A_page_of_another_site_is_refused_under_our_own_name(string origin)
    {
        foreach (var place in Places)
            Assert.Equal(HttpStatusCode.Forbidden, await _server.AskAsync(place, "localhost", ("Origin", origin)));
        var (connection, status) = await _server.WatchAsync("cam", "localhost", origin);
        connection.Dispose();
        Assert.Contains(" 403 ", status);
    }

    [Fact]
    public async Task Health_answers_under_any_name() => Assert.Equal(HttpStatusCode.OK, await _server.AskAsync("/health/live", "10.0.0.7"));
}
