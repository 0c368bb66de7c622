using DeepAvFusion.Core;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Clips;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;
using DeepAvFusion.Store.Streams;
using DeepAvFusion.Store.Upkeep;
using DeepAvFusion.Store.Writing;
using DbUp.Engine;
using static DeepAvFusion.Store.Tests.TestStore;

namespace DeepAvFusion.Store.Tests;

/// <summary>What holds for every database.</summary>
public abstract partial class StoreSpecs
{
    [Fact]
    public async Task Events_come_back_as_they_were_written()
    {
        await using var store = New();
        var whole = Event(1) with { IsOpen = true };
        var bare = Event(2) with { Image = null, Fusion = null, Region = null };
        await store.WriteAsync(whole, bare);
        Assert.Equal([bare, whole], (await store.Events.FindAsync(EventQuery.Newest, default)).Events);
    }

    [Fact]
    public async Task Later_news_of_an_event_takes_the_place_of_earlier_news()
    {
        await using var store = New();
        var first = Event(1) with { IsOpen = true };
        var last = first with { EndAt = first.EndAt + 4000, IsOpen = false, Peak = 0.9, Verdict = "heard-off-screen", Region = 8 };
        await store.WriteAsync(first, first with { EndAt = first.EndAt + 1000 });
        await store.WriteAsync(last);
        Assert.Equal([last], (await store.Events.FindAsync(EventQuery.Newest, default)).Events);
        Assert.Empty(await store.FindAsync(query => query with { Verdicts = ["heard-and-seen"] }));
    }

    [Fact]
    public async Task News_that_comes_late_undoes_nothing()
    {
        await using var store = New();
        var last = Event(1) with { EndAt = 9000 };
        await store.WriteAsync(last);
        await store.WriteAsync(last with { EndAt = 5000, IsOpen = true });
        await store.WriteAsync(last with { IsOpen = true });
        Assert.Equal([last], (await store.Events.FindAsync(EventQuery.Newest, default)).Events);
    }

    [Fact]
    public async Task Events_are_found_by_stream_label_verdict_time_and_words()
    {
        await using var store = New();
        await store.WriteAsync(
            Event(1, "church bell"), Event(2, "Bicycle bell", "street"), Event(3, "dog", "street", "seen-silent"), Event(4, "dog_bark", verdict: "heard-off-screen"), Event(5, "100% noise", "yard"));
        Assert.Equal([3, 2], await store.FindAsync(query => query with { Streams = ["street"] }));
        Assert.Equal([5, 3, 2], await store.FindAsync(query => query with { Streams = ["street", "yard"] }));
        Assert.Equal([3], await store.FindAsync(query => query with { Labels = ["dog"] }));
        Assert.Equal([4, 3], await store.FindAsync(query => query with { Verdicts = ["seen-silent", "heard-off-screen"] }));
        Assert.Equal([2, 1], await store.FindAsync(query => query with { Text = " BELL " }));
        Assert.Equal([2], await store.FindAsync(query => query with { Text = "bell street" }));
        Assert.Equal([4], await store.FindAsync(query => query with { Text = "g_b" }));
        Assert.Equal([5], await store.FindAsync(query => query with { Text = "0%" }));
        Assert.Equal([3, 2], await store.FindAsync(query => query with { From = DateTimeOffset.FromUnixTimeMilliseconds(2000), To = DateTimeOffset.FromUnixTimeMilliseconds(4000) }));
        Assert.Equal([2], await store.FindAsync(query => query with { To = DateTimeOffset.FromUnixTimeMilliseconds(4000), Streams = ["street"], Text = "bell" }));
        Assert.Empty(await store.FindAsync(query => query with { Labels = ["cat"] }));
    }

    [Fact]
    public async Task What_is_rare_is_found_behind_all_that_is_common()
    {
        await using var store = New();
        await store.WriteAsync([Event(1, "glass"), Event(2, "glass", "street"), .. Enumerable.Range(3, 3000).Select(number => Event(number))]);
        Assert.Equal([2, 1], await store.FindAsync(query => query with { Labels = ["glass"] }));
        Assert.Equal([2], await store.FindAsync(query => query with { Labels = ["glass"], Limit = 1 }));
        Assert.Equal([1], await store.FindAsync(query => query with { Text = "glass", To = DateTimeOffset.FromUnixTimeMilliseconds(2000) }));
        Assert.Equal([2], await store.FindAsync(query => query with { Text = "glass", From = DateTimeOffset.FromUnixTimeMilliseconds(2000) }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("bell")]
    public async Task Pages_follow_each_other_without_gap_or_repetition_while_events_come(string? text)
    {
        await using var store = New();
        await store.WriteAsync([.. Enumerable.Range(1, 40).Select(number => Event(number, at: 1000 * (number / 4)))]);        // several begin at once
        var (seen, query) = (new List<long>(), EventQuery.Newest with { Limit = 7, Text = text });
        for (var number = 100; ; number++)
        {
            var page = await store.Events.FindAsync(query, default);
            seen.AddRange(page.Events.Select(e => e.Number));
            if (page.Next is not { } next)
                break;
            Assert.True(EventCursor.TryParse(next.ToString(), out var parsed));
            query = query with { After = parsed };
            await store.WriteAsync(Event(number));
        }
        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), seen.Order());
        Assert.Equal(seen.Select(number => number / 4).OrderDescending(), seen.Select(number => number / 4));
    }

    [Fact]
    public async Task Streams_are_there_until_they_are_removed()
    {
        await using var store = New();
        var streams = new StreamTable(store.Database, store.Time);
        var (door, yard) = (new StoredStream(new StreamId("door"), "rtsp://u:p@door.example/", true), new StoredStream(new StreamId("yard"), null, null, "rtsp://yard.example/", "http://yard.example/", TimeSpan.FromMilliseconds(-40)));
        await streams.SaveAsync(yard, default);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await streams.SaveAsync(door, default);
        Assert.Equal([yard, door], await new StreamTable(store.Database, store.Time).AllAsync(default));
        await streams.SaveAsync(yard with { Live = false }, default);
        await streams.RemoveAsync(door.Stream, default);
        await streams.RemoveAsync(door.Stream, default);
        Assert.Equal([yard with { Live = false }], await streams.AllAsync(default));
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_in_one_line()
    {
        await using var store = New();
        store.Database.Migrate([.. store.Database.Migrations(), new SqlScript("9999_of_tomorrow", "CREATE TABLE tomorrow (id INTEGER)")]);
        var refused = Assert.Throws<UserErrorException>(store.Database.Migrate);
        Assert.Contains("newer deepav (its schema is 9999_of_tomorrow", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_store_of_the_first_schema_opens_with_what_it_holds()
    {
        await using var store = New(database => database.Migrate([database.Migrations()[0]]));
        await store.ExecuteAsync("""
            INSERT INTO runs (stream, run) VALUES ('door', 5);
            INSERT INTO models (name, sha256, training) VALUES ('tiny', 'abc', 'trained');
            INSERT INTO series (stream, label, verdict, words) VALUES ('door', 'bell', 'seen-silent', 'bell door');
            INSERT INTO events (run_id, number, series_id, model_id, start_at, end_at, is_open, peak, loudness)
            SELECT r.id, 3, s.id, m.id, 1000, 2000, 0, 0.5, -20 FROM runs r, series s, models m;
            INSERT INTO streams (name, uri, added_at) VALUES ('door', 'rtsp://door.example/', 1)
            """);
        store.Database.Migrate();
        await store.WriteAsync(Event(4) with { Embedding = Embedding.Pack([1, 0]) });
        Assert.Equal([4, 3], await store.FindAsync());
        Assert.Single(await new StreamTable(store.Database, store.Time).AllAsync(default));
    }

    [Fact]
    public async Task A_store_of_the_schema_before_clips_takes_them()
    {
        await using var store = New(database => database.Migrate([.. database.Migrations().Take(2)]));
        await store.WriteAsync(Event(1));
        store.Database.Migrate();
        var clips = new ClipTable(store.Database);
        await clips.SaveAsync(ClipOf(1), default);
        Assert.Single((await clips.FindAsync(ClipQuery.Newest, default)).Clips);
        Assert.Equal([1], await store.FindAsync());
    }

    [Fact]
    public async Task Clips_come_back_as_they_were_written_and_are_found_by_what_they_show()
    {
        await using var store = New();
        var clips = new ClipTable(store.Database);
        var (first, second, third) = (ClipOf(1, "bell"), ClipOf(2, "bell", "dog") with { Stream = "yard" }, ClipOf(3) with { Subject = "alert-7", Reason = "alert" });
        foreach (var clip in new[] { first, second, third })
            await clips.SaveAsync(clip, default);
        await clips.SaveAsync(second = second with { IsKept = true, Events = [.. second.Events] }, default);
        async Task<string> FindAsync(ClipQuery query) => string.Join(' ', (await clips.FindAsync(query, default)).Clips.Select(clip => clip.StartAt / 1000));
        Assert.Equal("3 2 1", await FindAsync(ClipQuery.Newest));
        Assert.Equal("2", await FindAsync(ClipQuery.Newest with { Streams = ["yard"] }));
        Assert.Equal("2 1", await FindAsync(ClipQuery.Newest with { Labels = ["bell"] }));
        Assert.Equal("2", await FindAsync(ClipQuery.Newest with { Events = ["door.5.2001"] }));
        Assert.Equal("3", await FindAsync(ClipQuery.Newest with { Subject = "alert-7" }));
        Assert.Equal("2", await FindAsync(ClipQuery.Newest with { Kept = true }));
        Assert.Equal("2", await FindAsync(ClipQuery.Newest with { From = DateTimeOffset.FromUnixTimeMilliseconds(1900), To = DateTimeOffset.FromUnixTimeMilliseconds(2900) }));
        var page = await clips.FindAsync(ClipQuery.Newest with { Limit = 2 }, default);
        Assert.True(ClipCursor.TryParse(page.Next!.Value.ToString(), out var next));
        Assert.Equal("1", await FindAsync(ClipQuery.Newest with { After = next }));
        Assert.Equal(second.ToJson(), (await clips.FindAsync(ClipQuery.Newest with { Kept = true }, default)).Clips[0].ToJson());
        await clips.RemoveAsync(second.Id, default);
        Assert.Equal([third.Id, first.Id], (await clips.IdsAsync(default)).OrderDescending());
        Assert.Equal("", await FindAsync(ClipQuery.Newest with { Events = ["door.5.2001"] }));
    }

    private static StoredClip ClipOf(int number, params string[] labels) => new()
    {
        Id = $"{number:x16}",
        Stream = "door",
        StartAt = number * 1000,
        EndAt = (number * 1000) + 800,
        Bytes = 12345,
        IsKept = false,
        Reason = "event",
        Subject = "",
        Encoded = "the sound (mp2)",
        HasPicture = true,
        HasSound = false,
        Events = [.. labels.Select((label, i) => new ClipEvent($"door.5.{(number * 1000) + i}", label, "seen-silent", (number * 1000) + i, 0.5, true, false, true))],
    };

    [Fact]
    public async Task Old_events_go_by_age_and_by_number()
    {
        await using var store = New();
        await store.WriteAsync([.. Enumerable.Range(1, 1200).Select(number => Event(number))]);
        Assert.Equal(0, await store.Events.PruneAsync(new RetentionSettings(TimeSpan.Zero, 0), DateTimeOffset.UnixEpoch.AddYears(50), default));
        Assert.Equal(1190, await store.Events.PruneAsync(new RetentionSettings(TimeSpan.FromSeconds(9), 0), DateTimeOffset.UnixEpoch.AddSeconds(1200), default));
        Assert.Equal(7, await store.Events.PruneAsync(new RetentionSettings(TimeSpan.Zero, 3), DateTimeOffset.UnixEpoch, default));
        Assert.Equal([1200, 1199, 1198], await store.FindAsync());
        Assert.Equal((3L, 1198L), ((await store.Events.SummaryAsync(default)).Events, (await store.Events.SummaryAsync(default)).Oldest!.Value.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task An_event_that_nobody_tells_of_any_more_is_over()
    {
        await using var store = New();
        await store.WriteAsync(Event(1) with { IsOpen = true }, Event(2) with { IsOpen = true });
        await store.Events.CloseAsync(DateTimeOffset.FromUnixTimeMilliseconds(2000), default);
        Assert.Equal([true, false], (await store.Events.FindAsync(EventQuery.Newest, default)).Events.Select(e => e.IsOpen));
    }

    [Fact]
    public async Task What_was_alike_is_found_among_events_of_the_same_weights()
    {
        await using var store = New();
        StoredEvent Of(long number, params float[] vector) => Event(number) with { Embedding = Embedding.Pack(vector) };
        await store.WriteAsync(Of(1, 1, 0, 0), Of(2, 0, 1, 0), Of(3, 0.8f, 0.6f, 0), Of(4, 0.96f, 0.28f, 0) with { Stream = "yard" }, Of(5, 1, 0, 0) with { Sha256 = "other" }, Event(6));
        var similar = new SimilarEvents(store.Database);
        async Task<(long, double)[]> FindAsync(EventQuery among) => [.. (await similar.FindAsync(Event(1).Id, among, default))!.Select(one => (one.Event.Number, Math.Round(one.Likeness, 2)))];
        Assert.Equal(new[] { (4L, 0.96), (3L, 0.8), (2L, 0d) }, await FindAsync(EventQuery.Newest));
        Assert.Equal(new[] { (4L, 0.96) }, await FindAsync(EventQuery.Newest with { Limit = 1 }));
        Assert.Equal(new[] { (3L, 0.8), (2L, 0d) }, await FindAsync(EventQuery.Newest with { Streams = ["door"] }));
        Assert.Null(await similar.FindAsync(Event(6).Id, EventQuery.Newest, default));
        Assert.Null(await similar.FindAsync(Event(7).Id, EventQuery.Newest, default));
    }

    [Fact]
    public async Task A_backup_is_a_store_with_the_same_in_it()
    {
        await using var store = New();
        await store.WriteAsync([.. Enumerable.Range(1, 1100).Select(number => Event(number))]);
        await new StreamTable(store.Database, store.Time).SaveAsync(new StoredStream(new StreamId("door"), "rtsp://door.example/", null), default);
        await StoreBackup.WriteAsync(store.Database, store.BackupFile, default);
        var copy = new SqliteDatabase(store.BackupFile);
        copy.Migrate();
        Assert.Equal(store.Events.AllAsync(EventQuery.Newest, default).ToBlockingEnumerable(), new EventTable(copy).AllAsync(EventQuery.Newest, default).ToBlockingEnumerable());
        Assert.Single(await new StreamTable(copy, store.Time).AllAsync(default));
        await Assert.ThrowsAsync<UserErrorException>(() => StoreBackup.WriteAsync(store.Database, store.BackupFile, default));
    }

    [Fact]
    public async Task A_backup_holds_clips_alerts_rules_and_silences()
    {
        await using var store = New();
        var (clip, alert) = (ClipOf(1, "bell", "dog"), Alert("night.door.1", notes: 2));
        await new ClipTable(store.Database).SaveAsync(clip, default);
        await new AlertTable(store.Database).WriteAsync([alert], default);
        await new AlertSettingsTable(store.Database, store.Time).SaveAsync(AlertSettingsTable.Silence, "works", "{}", "anna", default);
        await StoreBackup.WriteAsync(store.Database, store.BackupFile, default);
        var copy = new SqliteDatabase(store.BackupFile);
        Assert.Equivalent(clip, Assert.Single((await new ClipTable(copy).FindAsync(ClipQuery.Newest, default)).Clips), strict: true);
        Assert.Equivalent(alert, await new AlertTable(copy).FindAsync(alert.Id, default), strict: true);
        Assert.Equal("works", Assert.Single(await new AlertSettingsTable(copy, store.Time).AllAsync(AlertSettingsTable.Silence, default)).Name);
    }

    [Fact]
    public async Task What_waits_is_written_together_and_is_there_when_its_bringer_hears_of_it()
    {
        await using var store = New();
        await using (var writer = store.Writer())
            await Task.WhenAll(Enumerable.Range(1, 50).Select(number => writer.WriteAsync([Event(number)])));
        Assert.Equal(50, (await store.FindAsync(query => query with { Limit = 100 })).Count);
        Assert.False(File.Exists(store.SpoolFile));
    }

    [Fact]
    public async Task What_a_killed_process_left_in_the_spool_is_written_at_the_next_start()
    {
        await using var store = New();
        using (var spool = new EventSpool(Path.GetDirectoryName(store.SpoolFile)!, 1 << 20))
            spool.Add([Event(1), Event(2)], "");
        await File.AppendAllTextAsync(store.SpoolFile, """{"Stream":"do""");
        await using var writer = store.Writer();
        await store.UntilAsync(async () => (await store.FindAsync()).Count == 2 && writer.Waiting == 0);
        await writer.WriteAsync([Event(3)]);
        Assert.Equal([3, 2, 1], await store.FindAsync());
    }

    [Fact]
    public async Task What_cannot_be_written_waits_in_the_spool_until_it_can()
    {
        await using var store = New();
        await store.WriteAsync(Event(1));
        await using var writer = store.Writer();
        using (Break(store))
        {
            await writer.WriteAsync([Event(2)]);
            await writer.WriteAsync([Event(3)]);
            Assert.NotNull(writer.Trouble);
            Assert.DoesNotContain('\n', writer.Trouble);
            Assert.True(writer.Waiting > 0);
        }
        await store.UntilAsync(() => Task.FromResult(writer is { Waiting: 0, Trouble: null }));
        Assert.Equal([3, 2, 1], await store.FindAsync());
    }

    [Fact]
    public async Task A_full_spool_is_told_to_whoever_brings_more()
    {
        await using var store = New();
        await using var writer = store.Writer(spoolLimit: 700);
        using (Break(store))
        {
            await writer.WriteAsync([Event(1)]);
            var refused = await Assert.ThrowsAsync<UserErrorException>(() => writer.WriteAsync([Event(2), Event(3)]));
            Assert.Contains("davf.store.spool.limit", refused.Message, StringComparison.Ordinal);
        }
        await store.UntilAsync(() => Task.FromResult(writer is { Waiting: 0, Trouble: null }));
        Assert.Equal([1], await store.FindAsync());
    }

    /// <summary>A fresh database.</summary>
    protected abstract StoreDatabase Open(string folder);

    /// <summary>Makes the database refuse to be written, until it is disposed.</summary>
    private protected abstract IDisposable Break(TestStore store);

    private protected TestStore New(Action<StoreDatabase>? migrate = null) => new(Open, migrate ?? (database => database.Migrate()));
}
