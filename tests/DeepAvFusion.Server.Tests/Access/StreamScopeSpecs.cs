using System.Net;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Events;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Tests.Access;

/// <summary>Who may see some streams only sees nothing of the others.</summary>
public sealed class StreamScopeSpecs : IAsyncLifetime
{
    private GuardedServer _guarded = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _guarded = await GuardedServer.StartAsync("davf.server.token=0123456789abcdef");
        _token = await _guarded.TokenAsync(AccessRole.Operator, "door");
        await _guarded.Server.Services.GetRequiredService<EventTable>().WriteAsync([Event("door", 1), Event("yard", 2), Event("door", 3)], CancellationToken.None);
    }

    public async Task DisposeAsync() => await _guarded.DisposeAsync();

    [Fact]
    public async Task Lists_hold_its_streams_alone()
    {
        var streams = (await GetAsync("/api/streams")).Body;
        Assert.Equal(["door"], streams.EnumerateArray().Select(stream => stream.GetProperty("name").GetString()));
        Assert.Equal(["door.7.3", "door.7.1"], await EventsAsync("/api/events"));
        Assert.Equal(["door.7.3", "door.7.1"], await EventsAsync("/api/events?stream=yard&stream=door"));
        Assert.Empty(await EventsAsync("/api/events?stream=yard"));
        Assert.Equal(["door.7.3"], (await GetAsync("/api/events/door.7.1/similar")).Body.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("event").GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/api/events/yard.7.2/similar")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/streams/yard")]
    [InlineData("GET", "/api/streams/yard/live")]
    [InlineData("POST", "/api/streams/yard/restart")]
    [InlineData("GET", "/api/streams/nowhere")]
    [InlineData("GET", "/metrics")]
    public async Task What_tells_of_another_stream_or_of_all_is_refused(string method, string place) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _guarded.SendAsync(new HttpMethod(method), place, null, _token)).Status);

    [Fact]
    public async Task Its_own_stream_is_watched_and_restarted()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/streams/door")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _guarded.SendAsync(HttpMethod.Post, "/api/streams/door/restart", null, _token)).Status);
        Assert.Contains(" 101 ", await WatchAsync("door"), StringComparison.Ordinal);
        Assert.Contains(" 403 ", await WatchAsync("yard"), StringComparison.Ordinal);
    }

    private async Task<string> WatchAsync(string stream)
    {
        var (connection, status) = await _guarded.Server.WatchAsync(stream, bearer: _token);
        connection.Dispose();
        return status;
    }

    private Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body, HttpResponseMessage Answer)> GetAsync(string place) => _guarded.SendAsync(HttpMethod.Get, place, null, _token);

    private async Task<IEnumerable<string?>> EventsAsync(string place) => (await GetAsync(place)).Body.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").GetString());

    private static StoredEvent Event(string stream, int number) => new()
    {
        Stream = stream,
        Run = 7,
        Number = number,
        Label = "bell",
        Verdict = "heard-and-seen",
        StartAt = number * 1000,
        EndAt = 9000,
        IsOpen = false,
        Peak = 0.5,
        Loudness = -20,
        Model = "tiny",
        Sha256 = "abc",
        Training = "trained",
        Embedding = Embedding.Pack([1, 0]),
    };
}
