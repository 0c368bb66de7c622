using System.Net;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>With a token, over a real connection.</summary>
public sealed class TokenGateSpecs : IAsyncLifetime
{
    private const string Token = "0123456789abcdef";

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync($"davf.server.token={Token}");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_token_lets_in_under_any_name_and_nothing_else_does()
    {
        Assert.Equal(HttpStatusCode.OK, await _server.AskAsync("/api/streams", "any.example", ("Authorization", $"Bearer {Token}")));
        Assert.Equal(HttpStatusCode.OK, await _server.AskAsync("/api/streams", null, ("Cookie", $"davf-token={Token}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await _server.AskAsync("/api/streams"));
        Assert.Equal(HttpStatusCode.Unauthorized, await _server.AskAsync("/api/streams", null, ("Authorization", $"Bearer {Token}x")));
        Assert.Equal(HttpStatusCode.Unauthorized, await _server.AskAsync("/metrics"));
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/api/streams", "/api/streams")]
    [InlineData("//evil.example/", "/evil.example/")]
    [InlineData("///evil.example", "/evil.example")]
    [InlineData("/.//evil.example", "/evil.example")]
    [InlineData("/x/..//evil.example", "/evil.example")]
    [InlineData("/%5Cevil.example", "/evil.example")]
    [InlineData("/%5C/evil.example", "/evil.example")]
    public async Task The_redirect_that_sets_the_cookie_stays_on_this_site(string path, string place)
    {
        var (connection, answer) = await RawAsync($"{path}?token={Token}");
        connection.Dispose();
        Assert.Contains(" 302 ", answer);
        Assert.Contains($"Location: {place}\r\n", answer);
    }

    [Fact]
    public async Task Who_guesses_has_to_wait_and_is_not_told_whether_a_guess_was_right()
    {
        for (var i = 0; i < GuessLimit; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await _server.AskAsync("/api/streams", null, ("Authorization", $"Bearer guess-number-{i}")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await _server.AskAsync("/api/streams", null, ("Authorization", "Bearer one-guess-more")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await _server.AskAsync("/api/streams", null, ("Authorization", $"Bearer {Token}")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await _server.AskAsync($"/?token={Token}"));
        Assert.Equal(HttpStatusCode.OK, await _server.AskAsync("/health/live"));
        Assert.Equal(HttpStatusCode.Unauthorized, await _server.AskAsync("/api/streams"));
    }

    [Fact]
    public async Task Behind_a_listed_proxy_a_guesser_makes_nobody_else_wait()
    {
        await using var server = await RunningServer.StartAsync($"davf.server.token={Token}", "davf.server.proxies=[127.0.0.1,10.0.0.0/8]");
        for (var i = 0; i < GuessLimit; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await server.AskAsync("/api/streams", null, ("Authorization", $"Bearer guess-number-{i}"), ("X-Forwarded-For", $"198.51.100.{i}, 192.0.2.1, 10.1.1.1")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await server.AskAsync("/api/streams", null, ("Authorization", $"Bearer {Token}"), ("X-Forwarded-For", "192.0.2.1")));
        Assert.Equal(HttpStatusCode.OK, await server.AskAsync("/api/streams", null, ("Authorization", $"Bearer {Token}"), ("X-Forwarded-For", "192.0.2.2")));
    }

    [Fact]
    public async Task What_a_stranger_says_of_himself_is_not_believed()
    {
        for (var i = 0; i < GuessLimit; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await _server.AskAsync("/api/streams", null, ("Authorization", $"Bearer guess-number-{i}"), ("X-Forwarded-For", $"198.51.100.{i}")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await _server.AskAsync("/api/streams", null, ("Authorization", $"Bearer {Token}"), ("X-Forwarded-For", "192.0.2.2")));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Behind_a_listed_proxy_the_cookie_is_kept_to_https_where_the_browser_uses_it(string scheme, bool isSecure)
    {
        await using var server = await RunningServer.StartAsync($"davf.server.token={Token}", "davf.server.proxies=[127.0.0.1]");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/?token={Token}") { Headers = { { "X-Forwarded-Proto", scheme }, { "X-Forwarded-For", "192.0.2.2" } } };
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(isSecure, Assert.Single(response.Headers.GetValues("Set-Cookie")).Contains("; secure", StringComparison.Ordinal));
    }

    private static int GuessLimit => Server.Access.GuessBrake.Burst;

    /// <summary>Without a client that tidies up the path.</summary>
    private async Task<(System.Net.Sockets.TcpClient Connection, string Answer)> RawAsync(string target)
    {
        var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(_server.Address.Host, _server.Address.Port);
        await connection.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(connection.GetStream());
        return (connection, await reader.ReadToEndAsync());
    }
}
