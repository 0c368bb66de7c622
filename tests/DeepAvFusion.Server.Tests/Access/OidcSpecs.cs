using System.Net;
using System.Text;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>Access tokens of a real issuer.</summary>
public sealed class OidcSpecs : IAsyncLifetime
{
    private LocalIssuer _issuer = null!;
    private GuardedServer _guarded = null!;

    public async Task InitializeAsync()
    {
        _issuer = await LocalIssuer.StartAsync();
        _guarded = await GuardedServer.StartAsync($"davf.server.oidc.authority=\"{_issuer.Address}\"", "davf.server.oidc.roles.guards=operator", "davf.server.oidc.roles.it=admin");
    }

    public async Task DisposeAsync()
    {
        await _guarded.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_the_issuer_gives_the_role_that_its_claim_stands_for()
    {
        Assert.Equal("anna operator", await ToldAsync(await _issuer.TokenAsync("7", ("preferred_username", "anna"), ("roles", "guards,choir"))));
        Assert.Equal("7 admin", await ToldAsync(await _issuer.TokenAsync("7", ("roles", "guards,it"))));
        Assert.Equal(HttpStatusCode.Forbidden, (await _guarded.SendAsync(HttpMethod.Delete, "/api/streams/door", null, await _issuer.TokenAsync("7", ("roles", "guards")))).Status);
    }

    [Fact]
    public async Task Any_other_token_is_refused()
    {
        var good = await _issuer.TokenAsync("7", ("roles", "it"));
        await using var stranger = await LocalIssuer.StartAsync();
        var parts = good.Split('.');
        string[] bad =
        [
            await _issuer.TokenAsync("7", ("roles", "choir")),
            await _issuer.TokenAsync("7", ("roles", "it"), ("for", "payroll")),
            await _issuer.TokenAsync("7", ("roles", "it"), ("seconds", "-60")),
            await stranger.TokenAsync("7", ("roles", "it")),
            $"{parts[0]}.{Packed(Encoding.UTF8.GetString(Unpacked(parts[1])).Replace("\"7\"", "\"8\"", StringComparison.Ordinal))}.{parts[2]}",
            $"{Packed("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.",
            "a.b.c",
        ];
        Assert.Equal(HttpStatusCode.OK, (await _guarded.SendAsync(HttpMethod.Get, "/api/me", null, good)).Status);
        foreach (var token in bad)
            Assert.Equal((HttpStatusCode.Unauthorized, token), ((await _guarded.SendAsync(HttpMethod.Get, "/api/me", null, token)).Status, token));
    }

    [Fact]
    public async Task A_claim_can_say_which_streams_may_be_seen()
    {
        await using var guarded = await GuardedServer.StartAsync($"davf.server.oidc.authority=\"{_issuer.Address}\"", "davf.server.oidc.streams-claim=cameras");
        var streams = (await guarded.SendAsync(HttpMethod.Get, "/api/streams", null, await _issuer.TokenAsync("7", ("roles", "viewer"), ("cameras", "yard")))).Body;
        Assert.Equal(["yard"], streams.EnumerateArray().Select(stream => stream.GetProperty("name").GetString()));
        Assert.Equal(0, (await guarded.SendAsync(HttpMethod.Get, "/api/streams", null, await _issuer.TokenAsync("7", ("roles", "viewer")))).Body.GetArrayLength());
    }

    private async Task<string> ToldAsync(string token)
    {
        var (_, me, _) = await _guarded.SendAsync(HttpMethod.Get, "/api/me", null, token);
        return $"{me.GetProperty("name").GetString()} {me.GetProperty("role").GetString()}";
    }

    private static string Packed(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Unpacked(string part) => Convert.FromBase64String(part.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (part.Length % 4)) % 4));
}
