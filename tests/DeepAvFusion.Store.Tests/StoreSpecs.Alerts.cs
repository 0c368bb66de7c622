using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Store.Tests;

/// <summary>Alerts, in every database.</summary>
public abstract partial class StoreSpecs
{
    [Fact]
    public async Task Alerts_come_back_as_they_were_written_and_later_news_takes_the_place_of_earlier_news()
    {
        await using var store = New();
        var table = new AlertTable(store.Database);
        var first = Alert("a.door.1000", notes: 1);
        var last = first with { State = StoredAlert.Closed, IsSet = false, Times = 2, ClearedAt = 5000, ClosedAt = 6000, Severity = "critical", Event = "door.1.2", Notes = Alert("", notes: 3).Notes };
        await table.WriteAsync([first], default);
        Assert.Equivalent(first, await table.FindAsync(first.Id, default), strict: true);
        await table.WriteAsync([last], default);
        await table.WriteAsync([first], default);                                            // late news undoes nothing
        Assert.Equivalent(last, await table.FindAsync(first.Id, default), strict: true);
        Assert.Null(await table.FindAsync("other", default));
    }

    [Fact]
    public async Task Alerts_that_are_open_or_of_which_nobody_knows_yet_are_pending()
    {
        await using var store = New();
        var table = new AlertTable(store.Database);
        var closed = Alert("told.door.2", 2) with { State = StoredAlert.Closed, ClosedAt = 10 };
        await table.WriteAsync([Alert("open.door.1", 1) with { Told = 1 }, closed with { Told = 2 }, closed with { Id = "untold.door.3", Told = 1 }], default);
        Assert.Equal(["open.door.1", "untold.door.3"], (await table.PendingAsync(default)).Select(alert => alert.Id));
        await table.WriteAsync([Alert("other.hall.1", 1) with { Rule = "other", OpenedAt = 5, Told = 1 }, Alert("other.hall.2", 1) with { Rule = "other", OpenedAt = 7, State = StoredAlert.Closed, ClosedAt = 100, Told = 1 }], default);
        Assert.Equal(["other.hall.2", "open.door.1", "told.door.2", "untold.door.3"], (await table.LatestAsync(default)).Select(alert => alert.Id));
        await table.ToldAsync("untold.door.3", 2, default);
        await table.ToldAsync("untold.door.3", 1, default);
        Assert.Equal(["other.hall.1", "open.door.1"], (await table.PendingAsync(default)).Select(alert => alert.Id));
        Assert.Equal(2, await table.PruneAsync(DateTimeOffset.FromUnixTimeMilliseconds(11), default));
        Assert.Equal(3, (await table.FindAsync(AlertQuery.All, default)).Alerts.Count);
    }

    [Fact]
    public async Task Alerts_are_found_by_state_severity_stream_and_rule_page_by_page()
    {
        await using var store = New();
        var table = new AlertTable(store.Database);
        await table.WriteAsync([.. Enumerable.Range(1, 7).Select(i => Alert($"r{i}.door.{i / 2}", 1) with
        {
            OpenedAt = i / 2,
            Rule = $"r{i}",
            Severity = i % 2 == 0 ? "minor" : "major",
            Stream = i < 4 ? "door" : "hall",
            State = i == 7 ? StoredAlert.Closed : StoredAlert.Open,
        })], default);
        Assert.Equal([6, 7, 4, 5, 2, 3, 1], await FoundAsync(AlertQuery.All with { Limit = 2 }));
        Assert.Equal([7], await FoundAsync(AlertQuery.All with { States = ["closed"] }));
        Assert.Equal([6, 4, 2], await FoundAsync(AlertQuery.All with { Severities = ["minor", "critical"] }));
        Assert.Equal([2, 3, 1], await FoundAsync(AlertQuery.All with { Streams = ["door"] }));
        Assert.Equal([5, 1], await FoundAsync(AlertQuery.All with { Rules = ["r1", "r5"], Severities = ["major"] }));

        async Task<IReadOnlyList<int>> FoundAsync(AlertQuery query)
        {
            var found = new List<int>();
            while (true)
            {
                var page = await table.FindAsync(query, default);
                found.AddRange(page.Alerts.Select(alert => alert.Rule[1] - '0'));
                if (page.Next is null)
                    return found;
                Assert.True(AlertCursor.TryParse(page.Next.ToString(), out var after));
                query = query with { After = after };
            }
        }
    }

    [Fact]
    public async Task Rules_and_silences_are_kept_by_their_names()
    {
        await using var store = New();
        var kept = new AlertSettingsTable(store.Database, store.Time);
        await kept.SaveAsync(AlertSettingsTable.Rule, "a", """{"name":"a"}""", "anna", default);
        await kept.SaveAsync(AlertSettingsTable.Rule, "a", """{"name":"a","title":"b"}""", "bert", default);
        await kept.SaveAsync(AlertSettingsTable.Silence, "a", "{}", "anna", default);
        var rule = Assert.Single(await kept.AllAsync(AlertSettingsTable.Rule, default));
        Assert.Equal(("a", """{"name":"a","title":"b"}""", "bert"), (rule.Name, rule.Body, rule.Who));
        Assert.True(await kept.RemoveAsync(AlertSettingsTable.Rule, "a", default));
        Assert.False(await kept.RemoveAsync(AlertSettingsTable.Rule, "a", default));
        Assert.Single(await kept.AllAsync(AlertSettingsTable.Silence, default));
    }

    private static StoredAlert Alert(string id, int notes) => new()
    {
        Id = id,
        Rule = "night",
        Stream = "door",
        Title = "A bell at night",
        Severity = "major",
        State = StoredAlert.Open,
        IsSet = true,
        Times = 1,
        OpenedAt = 1000,
        SetAt = 1000,
        Notes = [.. Enumerable.Range(1, notes).Select(number => new AlertNote(number, number, "commented", "anna", "well"))],
    };
}
