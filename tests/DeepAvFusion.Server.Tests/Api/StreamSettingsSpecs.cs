using System.Net;
using DeepAvFusion.Server.Tests.Access;

namespace DeepAvFusion.Server.Tests.Api;

/// <summary>Changing where a stream comes from, and nobody's change undone by another who did not see it.</summary>
public sealed class StreamSettingsSpecs : IAsyncLifetime
{
    private const string Place = "/api/streams/lane/settings";

    private GuardedServer _guarded = null!;

    public async Task InitializeAsync()
    {
        _guarded = await GuardedServer.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await _guarded.SendAsync(HttpMethod.Post, "/api/streams", new { name = "lane", uri = "http://user:secret@127.0.0.1:9/a.ts" })).Status);
    }

    public async Task DisposeAsync() => await _guarded.DisposeAsync();

    [Fact]
    public async Task A_change_needs_the_tag_of_what_was_seen()
    {
        var (_, seen, answer) = await _guarded.SendAsync(HttpMethod.Get, Place);
        Assert.DoesNotContain("secret", seen.GetRawText(), StringComparison.Ordinal);
        var tag = answer.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await _guarded.SendAsync(HttpMethod.Put, Place, new { uri = "http://127.0.0.1:9/b.ts" })).Status);
        var (status, _, changed) = await _guarded.SendAsync(HttpMethod.Put, Place, new { uri = "http://127.0.0.1:9/b.ts" }, null, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _guarded.SendAsync(HttpMethod.Put, Place, new { uri = "http://127.0.0.1:9/c.ts" }, null, ("If-Match", tag))).Status);
        Assert.Equal("http://127.0.0.1:9/b.ts", (await _guarded.SendAsync(HttpMethod.Get, "/api/streams/lane")).Body.GetProperty("source").GetString());
    }

    [Fact]
    public async Task An_address_that_is_sent_back_as_it_was_shown_keeps_its_password()
    {
        var (_, seen, answer) = await _guarded.SendAsync(HttpMethod.Get, Place);
        var (status, _, _) = await _guarded.SendAsync(HttpMethod.Put, Place, new { uri = seen.GetProperty("uri").GetString(), live = true }, null, ("If-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, status);
        var stored = Assert.Single(await new Store.Streams.StreamTable(new Store.Databases.SqliteDatabase(_guarded.StoreFile), TimeProvider.System).AllAsync(default));
        Assert.Equal(("http://user:secret@127.0.0.1:9/a.ts", true), (stored.Uri, stored.Live));
    }

    [Fact]
    public async Task A_stream_that_cannot_be_so_stays_as_it_was()
    {
        foreach (var uri in new[] { "file:///etc/passwd", "gopher://x/", "" })
            Assert.Equal(HttpStatusCode.BadRequest, (await _guarded.SendAsync(HttpMethod.Put, Place, new { uri }, null, ("If-Match", "*"))).Status);
        Assert.Contains("a.ts", (await _guarded.SendAsync(HttpMethod.Get, "/api/streams/lane")).Body.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _guarded.SendAsync(HttpMethod.Get, "/api/streams/door/settings")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _guarded.SendAsync(HttpMethod.Get, "/api/streams/nowhere/settings")).Status);
    }

    [Fact]
    public async Task What_would_be_wrong_is_told_by_field_before_anything_is_changed()
    {
        var (_, wrong, _) = await _guarded.SendAsync(HttpMethod.Post, "/api/streams/check", new { name = "Not A Name", uri = "file:///etc/passwd" });
        Assert.Equal(["name", "uri"], wrong.GetProperty("wrong").EnumerateObject().Select(field => field.Name));
        var (_, right, _) = await _guarded.SendAsync(HttpMethod.Post, "/api/streams/check", new { name = "gate", picture = "rtsp://a.example/eye", sound = "rtsp://b.example/ear" });
        Assert.Empty(right.GetProperty("wrong").EnumerateObject());
        var (_, both, _) = await _guarded.SendAsync(HttpMethod.Post, "/api/streams/check", new { name = "gate", uri = "rtsp://a.example/", sound = "rtsp://b.example/ear" });
        Assert.Single(both.GetProperty("wrong").EnumerateObject());
    }
}
