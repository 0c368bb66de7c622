using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DeepAvFusion.Store;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Server.Tests.Api;

public sealed class EventEndpointsSpecs : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-events-");
    private SqliteDatabase _database = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        var settings = new StoreSettings(true, Path.Combine(_folder.FullName, "deepav.db"), null, _folder.FullName, 1 << 20, new RetentionSettings(TimeSpan.Zero, 0));
        _database = new SqliteDatabase(settings.File);
        _database.Migrate();
        await new EventTable(_database).WriteAsync([.. Enumerable.Range(1, 5).Select(Event)], CancellationToken.None);
        _server = await RunningServer.StartAsync(services => services.AddStore(settings, _database));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Events_are_told_page_by_page_the_newest_first()
    {
        var first = await _server.Client.GetFromJsonAsync<JsonElement>("/api/events?stream=door&text=bell&limit=3");
        var second = await _server.Client.GetFromJsonAsync<JsonElement>($"/api/events?stream=door&text=bell&limit=3&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal([5, 4, 3, 2, 1], new[] { first, second }.SelectMany(page => page.GetProperty("events").EnumerateArray()).Select(e => e.GetProperty("number").GetInt32()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(
            """{"id":"door.7.5","stream":"door","run":7,"number":5,"label":"bell","verdict":"heard-and-seen","start":"1970-01-01T00:00:05+00:00","end":"1970-01-01T00:00:09+00:00","peak":0.5,"scores":{"image":null,"audio":0.1235,"fusion":null},"region":null,"loudness":-20,"model":{"name":"tiny","sha256":"abc","training":"trained"}}""",
            first.GetProperty("events")[0].GetRawText());
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_a_problem_of_its_parameter()
    {
        using var response = await _server.Client.GetAsync("/api/events?verdict=loud&limit=0&from=yesterday&cursor=x&colour=red");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["colour", "cursor", "from", "limit", "verdict"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task Similar_events_are_told_by_likeness()
    {
        var found = await _server.Client.GetFromJsonAsync<JsonElement>("/api/events/door.7.1/similar?limit=1");
        Assert.StartsWith("""{"events":[{"likeness":1,"event":{"id":"door.7.5",""", found.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await _server.AskAsync("/api/events/door.7.9/similar"));
        Assert.Equal(HttpStatusCode.NotFound, await _server.AskAsync("/api/events/nothing/similar"));
    }

    [Fact]
    public async Task A_stream_that_is_added_is_kept_until_it_is_removed()
    {
        var streams = new Store.Streams.StreamTable(_database, TimeProvider.System);
        (await _server.Client.PostAsJsonAsync("/api/streams", new { name = "yard", uri = "http://127.0.0.1:9/yard.ts" })).EnsureSuccessStatusCode();
        Assert.Equal("http://127.0.0.1:9/yard.ts", Assert.Single(await streams.AllAsync(default)).Uri);
        (await _server.Client.DeleteAsync("/api/streams/yard")).EnsureSuccessStatusCode();
        Assert.Empty(await streams.AllAsync(default));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_a_problem_and_adds_no_stream()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(Path.Combine(_folder.FullName, "deepav.db"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "deepav.db"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _server.AskAsync("/api/events"));
        using var response = await _server.Client.PostAsJsonAsync("/api/streams", new { name = "yard", uri = "http://127.0.0.1:9/yard.ts" });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static StoredEvent Event(int number) => new()
    {
        Stream = "door",
        Run = 7,
        Number = number,
        Label = "bell",
        Verdict = "heard-and-seen",
        StartAt = number * 1000,
        EndAt = 9000,
        IsOpen = false,
        Peak = 0.5,
        Audio = 0.123456,
        Loudness = -20,
        Model = "tiny",
        Sha256 = "abc",
        Training = "trained",
        Embedding = Embedding.Pack(number is 1 or 5 ? [1, 0] : [0, 1]),
    };
}
