using System.Net;
using System.Text.Json;
using DeepAvFusion.Store.Access;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>Signing in and out over a real connection, and what is noted of it.</summary>
public sealed class SessionSpecs : IAsyncLifetime
{
    private GuardedServer _guarded = null!;

    public async Task InitializeAsync() => _guarded = await GuardedServer.StartAsync();

    public async Task DisposeAsync() => await _guarded.DisposeAsync();

    [Fact]
    public async Task It_is_open_until_there_is_a_user_and_then_closed_to_all_others()
    {
        Assert.Equal("anybody", (await MeAsync()).Body.GetProperty("by").GetString());
        var (status, _, _) = await _guarded.SendAsync(HttpMethod.Post, "/api/users", new { name = "bert", password = GuardedServer.Password, role = "viewer" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(HttpStatusCode.Created, (await _guarded.SendAsync(HttpMethod.Post, "/api/users", new { name = "anna", password = GuardedServer.Password, role = "admin" })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync()).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await _guarded.Server.AskAsync("/metrics"));
        Assert.Equal(HttpStatusCode.OK, await _guarded.Server.AskAsync("/"));
        Assert.Equal(HttpStatusCode.OK, await _guarded.Server.AskAsync("/health/live"));
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_scripts_and_other_sites_do_not_get_and_ends_with_signing_out()
    {
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
        var (_, _, answer) = await _guarded.SendAsync(HttpMethod.Post, "/api/session", new { name = "anna", password = GuardedServer.Password });
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        foreach (var part in new[] { "; httponly", "; samesite=strict", "; max-age=86400", "; path=/" })
            Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        var session = cookie.Split(';')[0];
        Assert.Equal("anna", (await MeAsync(("Cookie", session))).Body.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await MeAsync(("Cookie", session), ("Origin", "http://evil.example"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await MeAsync(("Cookie", session), ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await MeAsync(("Cookie", session), ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "no-cors"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(("Cookie", session), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _guarded.SendAsync(HttpMethod.Delete, "/api/session", null, null, ("Cookie", session))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(("Cookie", session))).Status);
    }

    [Fact]
    public async Task Wrong_names_passwords_and_locked_users_get_the_same_answer()
    {
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
        var wrong = await SignInAsync("anna", "not the password");
        Assert.Equal((HttpStatusCode.Unauthorized, wrong.Detail), await SignInAsync("nobody", GuardedServer.Password));
        for (var i = 0; i < UserTable.MostFailures; i++)
            Assert.Null(await _guarded.Users.SignInAsync("anna", "not the password", TimeSpan.FromHours(1), default));
        Assert.Equal((HttpStatusCode.Unauthorized, wrong.Detail), await SignInAsync("anna", GuardedServer.Password));
    }

    [Fact]
    public async Task Who_guesses_passwords_has_to_wait()
    {
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 8; i++)
            answers.Add((await _guarded.SendAsync(HttpMethod.Post, "/api/session", new { name = "anna", password = $"guess {i}" })).Answer);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Another_password_ends_the_other_sessions()
    {
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
        var (first, second) = (await _guarded.SignInAsync("anna"), await _guarded.SignInAsync("anna"));
        Assert.Equal(HttpStatusCode.Forbidden, (await _guarded.SendAsync(HttpMethod.Put, "/api/me/password", new { old = "wrong", @new = "another battery" }, null, ("Cookie", first))).Status);
        var (status, _, answer) = await _guarded.SendAsync(HttpMethod.Put, "/api/me/password", new { old = GuardedServer.Password, @new = "another battery" }, null, ("Cookie", first));
        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(("Cookie", second))).Status);
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(("Cookie", Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0]))).Status);
    }

    [Fact]
    public async Task What_was_changed_is_noted_with_who_and_what_came_of_it()
    {
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
        await SignInAsync("anna", "not the password");
        var session = ("Cookie", await _guarded.SignInAsync("anna"));
        await _guarded.SendAsync(HttpMethod.Post, "/api/streams/door/restart", null, null, session);
        await _guarded.SendAsync(HttpMethod.Delete, "/api/users/anna", null, null, session);
        await _guarded.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "grafana", role = "viewer", days = 90 }, null, session);
        var entries = (await _guarded.SendAsync(HttpMethod.Get, "/api/audit", null, null, session)).Body.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(
            ["anna POST /api/tokens grafana viewer 201", "anna DELETE /api/users/{name} anna 400", "anna POST /api/streams/{name}/restart door 204", "nobody POST /api/session anna 200", "nobody POST /api/session anna 401"],
            entries.Select(entry => string.Join(' ', new[] { "who", "action", "target", "result" }.Select(part => entry.GetProperty(part).GetString()))));
        Assert.All(entries, entry => Assert.Contains("127.0.0.1", entry.GetProperty("origin").GetString(), StringComparison.Ordinal));
        var next = (await _guarded.SendAsync(HttpMethod.Get, "/api/audit?limit=2", null, null, session)).Body.GetProperty("next").GetString();
        Assert.Equal(3, (await _guarded.SendAsync(HttpMethod.Get, $"/api/audit?cursor={next}", null, null, session)).Body.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task A_token_that_was_told_once_works_until_it_is_revoked()
    {
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
        var session = ("Cookie", await _guarded.SignInAsync("anna"));
        var made = (await _guarded.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "grafana", role = "viewer", streams = new[] { "door" } }, null, session)).Body;
        var token = made.GetProperty("token").GetString()!;
        Assert.Equal("grafana viewer bearer", Told((await _guarded.SendAsync(HttpMethod.Get, "/api/me", null, token)).Body));
        Assert.DoesNotContain(token, (await _guarded.SendAsync(HttpMethod.Get, "/api/tokens", null, null, session)).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await _guarded.SendAsync(HttpMethod.Delete, $"/api/tokens/{made.GetProperty("stored").GetProperty("id").GetString()}", null, null, session)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _guarded.SendAsync(HttpMethod.Get, "/api/me", null, token)).Status);
    }

    [Fact]
    public async Task Who_is_signed_in_stays_so_while_the_store_cannot_be_read()
    {
        await _guarded.AddUserAsync("anna", AccessRole.Admin);
        var session = ("Cookie", await _guarded.SignInAsync("anna"));
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(session)).Status);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Move(_guarded.StoreFile, _guarded.StoreFile + ".away");
        Directory.CreateDirectory(_guarded.StoreFile);
        _guarded.Server.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(session)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SignInAsync("anna", GuardedServer.Password)).Status);
        _guarded.Server.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await MeAsync(session)).Status);
    }

    private Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> MeAsync(params (string, string)[] headers) => _guarded.SendAsync(HttpMethod.Get, "/api/me", null, null, headers);

    private async Task<(HttpStatusCode Status, string? Detail)> SignInAsync(string name, string password)
    {
        var (status, body, _) = await _guarded.SendAsync(HttpMethod.Post, "/api/session", new { name, password });
        return (status, body.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }

    private static string Told(JsonElement me) => $"{me.GetProperty("name").GetString()} {me.GetProperty("role").GetString()} {me.GetProperty("by").GetString()}";
}
