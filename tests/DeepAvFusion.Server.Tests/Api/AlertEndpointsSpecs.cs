using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Sinks.Alerts;
using DeepAvFusion.Store;
using DeepAvFusion.Store.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Tests.Api;

/// <summary>Rules are written, alerts opened by them, acknowledged, commented and closed, over HTTP and over a restart.</summary>
public sealed class AlertEndpointsSpecs : IAsyncLifetime
{
    private const string Away = """{"title": "A camera is away", "when": [{"states": ["connecting", "reconnecting", "faulted"]}], "severity": "critical", "clearAfter": 0}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-alerts-");
    private readonly List<string> _told = [];
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_alert_goes_its_way_and_nobody_is_told_twice_over_a_restart()
    {
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("rules/away", Away)).Status);
        using var added = await _server.Client.PostAsJsonAsync("/api/streams", new { name = "door", uri = "http://127.0.0.1:1/none" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var alert = await OpenAsync();
        var id = alert.GetProperty("id").GetString()!;
        Assert.Equal(("away", "door", "A camera is away", "critical", "open", true),
            (alert.GetProperty("rule").GetString(), alert.GetProperty("stream").GetString(), alert.GetProperty("title").GetString(), alert.GetProperty("severity").GetString(), alert.GetProperty("state").GetString(), alert.GetProperty("isSet").GetBoolean()));
        Assert.Equal([$"{id}.1"], Told);

        await _server.DisposeAsync();
        _server = await StartAsync();
        Assert.Equal("away", (await GetAsync("rules")).GetProperty("rules")[0].GetProperty("rule").GetProperty("name").GetString());
        using var again = await _server.Client.PostAsJsonAsync("/api/streams", new { name = "door", uri = "http://127.0.0.1:1/none" });
        Assert.Equal(id, (await OpenAsync()).GetProperty("id").GetString());
        Assert.Equal([$"{id}.1"], Told);

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"{id}/comment", """{"by": "anna"}""")).Status);
        Assert.Equal("commented", Last((await PostAsync($"{id}/comment", """{"by": "anna", "words": "on my way"}""")).Body).GetProperty("kind").GetString());
        var acknowledged = (await PostAsync($"{id}/acknowledge", "{}")).Body;
        Assert.Equal(("acknowledged", "local"), (acknowledged.GetProperty("state").GetString(), Last(acknowledged).GetProperty("who").GetString()));
        Assert.Equal("on my way", acknowledged.GetProperty("notes")[1].GetProperty("words").GetString());
        var many = (await PostAsync("close", $$"""{"ids": ["{{id}}", "other.door.1"], "by": "bert", "words": "known"}""")).Body;
        Assert.Equal($$"""{"done":["{{id}}"],"notOpen":["other.door.1"]}""", many.GetRawText());
        Assert.Equal("closed", (await GetAsync(id)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"{id}/acknowledge", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("other.door.1/acknowledge", "{}")).Status);
        Assert.Empty((await GetAsync("?state=open&state=acknowledged")).GetProperty("alerts").EnumerateArray());
        Assert.Equal(Enumerable.Range(1, 4).Select(number => $"{id}.{number}"), Told);
        Assert.Matches("(?m)^davf_alerts_changes_total\\{kind=\"closed\",severity=\"critical\"\\} [1-9]", await _server.Client.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_rule_is_told_at_once()
    {
        foreach (var path in new[] { "rules/away", "rules/check" })
        {
            var (status, body) = path == "rules/check" ? await PostAsync(path, """{"severity": "bad", "when": [{"least": 2}]}""") : await PutAsync(path, """{"severity": "bad", "when": [{"least": 2}]}""");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Superset(new HashSet<string> { "severity", "when[0].least" }, body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToHashSet());
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync("rules/Some%20Name", Away)).Status);
        foreach (var (broken, place) in new[] { ("{", "body"), ("null", "body"), ("""{"colour": "red"}""", "colour"), ("""{"when": [{"least": "much"}]}""", "when[0].least"), ("""{"when": [null]}""", "when[0]") })
            Assert.Equal(place, (await PutAsync("rules/away", broken)).Body.GetProperty("errors").EnumerateObject().First().Name);
    }

    [Fact]
    public async Task Rules_of_a_settings_file_are_shown_and_not_changed()
    {
        var (rule, _) = ((await GetAsync("rules")).GetProperty("rules")[0], 0);
        Assert.True(rule.GetProperty("fixed").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, (await PutAsync("rules/zeal", Away)).Status);
        using var removed = await _server.Client.DeleteAsync("/api/alerts/rules/zeal");
        Assert.Equal(HttpStatusCode.Conflict, removed.StatusCode);
        using var unknown = await _server.Client.DeleteAsync("/api/alerts/rules/other");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Silences_are_planned_and_taken_away()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync("silences/works", """{"streams": ["door"]}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("silences/works?by=anna", """{"streams": ["door"], "to": "2030-01-01T00:00:00Z"}""")).Status);
        Assert.Equal("""[{"silence":{"name":"works","streams":["door"],"to":"2030-01-01T00:00:00+00:00"},"fixed":false,"who":"anna","on":true}]""", (await GetAsync("silences")).GetRawText().Replace("\"rules\":null,", "").Replace("\"from\":null,", "").Replace(",\"schedule\":null,\"reason\":null", ""));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("rules/away", Away)).Status);
        using var added = await _server.Client.PostAsJsonAsync("/api/streams", new { name = "door", uri = "http://127.0.0.1:1/none" });
        for (var limit = DateTime.UtcNow + RunningServer.Patience; !(await _server.Client.GetStringAsync("/metrics")).Contains("davf_alerts_muted_total{reason=\"silence\"}", StringComparison.Ordinal); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < limit);
        Assert.Empty(Told);
        using var removed = await _server.Client.DeleteAsync("/api/alerts/silences/works");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await OpenAsync();
    }

    [Fact]
    public async Task A_query_that_cannot_be_understood_is_told_by_its_parameters()
    {
        using var response = await _server.Client.GetAsync("/api/alerts?state=odd&severity=bad&limit=0&cursor=!&colour=red");
        Assert.Equal(["colour", "cursor", "limit", "severity", "state"], (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    private IReadOnlyList<string> Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    private async Task<JsonElement> OpenAsync()
    {
        for (var limit = DateTime.UtcNow + RunningServer.Patience; ; await Task.Delay(50))
        {
            using var response = await _server.Client.GetAsync("/api/alerts?state=open");
            if (response.IsSuccessStatusCode && (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("alerts") is var alerts && alerts.GetArrayLength() > 0)
                return alerts[0];
            Assert.True(DateTime.UtcNow < limit, "No alert was opened.");
        }
    }

    private static JsonElement Last(JsonElement alert) => alert.GetProperty("notes").EnumerateArray().Last();

    private Task<JsonElement> GetAsync(string path) => _server.Client.GetFromJsonAsync<JsonElement>(path.StartsWith('?') ? $"/api/alerts{path}" : $"/api/alerts/{path}");

    private Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    private Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, $"/api/alerts/{path}") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        using var response = await _server.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private Task<RunningServer> StartAsync()
    {
        var store = new StoreSettings(true, Path.Combine(_folder.FullName, "deepav.db"), null, _folder.FullName, 1 << 20, new RetentionSettings(TimeSpan.Zero, 0));
        var database = new SqliteDatabase(store.File);
        database.Migrate();
        var alerts = AlertSettings.From(new SettingsReader(SettingsLoader.Load([], ["davf.alerts.rules.zeal.when.any.labels=[bell]"]).Config.GetConfig("davf"), new SettingsReport()));
        return RunningServer.StartAsync(services => services.AddStore(store, database).AddAlerts(alerts, store.SpoolFolder, store.SpoolLimit).AddSingleton<IAlertOutput>(new Listener(_told)));
    }

    private sealed class Listener(List<string> told) : IAlertOutput
    {
        public void Tell(IReadOnlyList<AlertNotice> notices)
        {
            lock (told)
                told.AddRange(notices.Select(notice => notice.Id));
        }
    }
}
