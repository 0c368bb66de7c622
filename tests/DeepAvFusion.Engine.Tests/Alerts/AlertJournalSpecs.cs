using DeepAvFusion.Core;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Sinks.Alerts;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Engine.Tests.Alerts;

/// <summary>What becomes of alerts is kept and told, once in effect, whatever becomes of the store, the outputs or the program meanwhile.</summary>
public sealed class AlertJournalSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-alerts-");
    private readonly FakeTimeProvider _time = new();
    private readonly SqliteDatabase _database;
    private readonly AlertTable _table;
    private readonly Heard _heard = new();

    public AlertJournalSpecs()
    {
        _database = new SqliteDatabase(Path.Combine(_folder.FullName, "deepav.db"));
        _database.Migrate();
        _table = new AlertTable(_database);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_becomes_of_an_alert_is_kept_and_each_of_it_told_once()
    {
        await using var journal = New();
        await journal.KeepAsync([Alert(1)]);
        await journal.KeepAsync([Alert(3)]);
        await journal.KeepAsync([Alert(3)]);
        Assert.Equal(["a.door.0.1", "a.door.0.2", "a.door.0.3"], _heard.Ids);
        var kept = (await _table.FindAsync("a.door.0", default))!;
        Assert.Equal((3, 3), (kept.Notes.Count, kept.Told));
        Assert.Equal([1, 2, 3], _heard.Notices.Select(notice => notice.Alert.Notes.Count));   // each as it was then
    }

    [Fact]
    public async Task A_program_that_was_killed_before_it_told_tells_with_its_next_start()
    {
        await _table.WriteAsync([Alert(2)], default);
        await using var journal = New();
        Assert.Equal("a.door.0", Assert.Single(await journal.OpenAsync(default)).Id);
        Assert.Equal(["a.door.0.1", "a.door.0.2"], _heard.Ids);
        await using var next = New();
        await next.OpenAsync(default);
        Assert.Equal(2, _heard.Ids.Count);
    }

    [Fact]
    public async Task A_program_that_was_killed_after_it_told_tells_the_same_under_the_same_id()
    {
        await using (var journal = New())
            await journal.KeepAsync([Alert(1)]);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "deepav.db")}"))
        {
            connection.Open();
            new SqliteCommand("UPDATE alerts SET told = 0", connection).ExecuteNonQuery();
        }
        await using var next = New();
        await next.OpenAsync(default);
        Assert.Equal(["a.door.0.1", "a.door.0.1"], _heard.Ids);
    }

    [Fact]
    public async Task While_the_store_is_locked_people_are_told_and_alerts_follow_later()
    {
        await using var journal = New();
        using (var other = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "deepav.db")};Pooling=false"))
        {
            other.Open();
            new SqliteCommand("BEGIN EXCLUSIVE", other).ExecuteNonQuery();
            await journal.KeepAsync([Alert(1)]);
            await journal.KeepAsync([Alert(2)]);
            Assert.Equal(["a.door.0.1", "a.door.0.2"], _heard.Ids);
            Assert.Contains("locked", journal.Trouble, StringComparison.Ordinal);
        }
        await UntilAsync(async () => await _table.FindAsync("a.door.0", default) is { Notes.Count: 2, Told: 2 });
        Assert.Null(journal.Trouble);
        Assert.Equal(2, _heard.Ids.Count);
    }

    [Fact]
    public async Task What_waited_in_the_spool_when_the_program_ended_is_there_with_its_next_start()
    {
        using (var other = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "deepav.db")};Pooling=false"))
        {
            other.Open();
            new SqliteCommand("BEGIN EXCLUSIVE", other).ExecuteNonQuery();
            await using var journal = New();
            await journal.KeepAsync([Alert(1)]);
        }
        await using var next = New();
        Assert.Equal("a.door.0", Assert.Single(await next.OpenAsync(default)).Id);
    }

    [Fact]
    public async Task An_output_that_cannot_take_it_is_told_later()
    {
        await using var journal = New();
        _heard.Refuses = true;
        await journal.KeepAsync([Alert(1)]);
        Assert.Equal("no room", journal.Trouble);
        _heard.Refuses = false;
        await UntilAsync(() => Task.FromResult(_heard.Ids.Count == 1));
        await UntilAsync(() => Task.FromResult(journal.Trouble is null));
        await UntilAsync(async () => await _table.FindAsync("a.door.0", default) is { Told: 1 });
    }

    private AlertJournal New() => new(_table, new LineSpool(Path.Combine(_folder.FullName, "spool", "alerts.jsonl"), 1 << 20), [_heard], _time, NullLogger<AlertJournal>.Instance);

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var limit = DateTime.UtcNow.AddMinutes(1); !await isSo(); await Task.Delay(20))
        {
            Assert.True(DateTime.UtcNow < limit, "It did not come to pass.");
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static StoredAlert Alert(int notes) => new()
    {
        Id = "a.door.0",
        Rule = "a",
        Stream = "door",
        Title = "A bell",
        Severity = "major",
        State = StoredAlert.Open,
        IsSet = true,
        Times = 1,
        OpenedAt = 0,
        SetAt = 0,
        Notes = [.. Enumerable.Range(1, notes).Select(number => new AlertNote(number, number, number == 1 ? "opened" : "commented", "anna", "well"))],
    };

    private sealed class Heard : IAlertOutput
    {
        private readonly List<AlertNotice> _notices = [];

        public bool Refuses { get; set; }

        public IReadOnlyList<AlertNotice> Notices
        {
            get
            {
                lock (_notices)
                    return [.. _notices];
            }
        }

        public IReadOnlyList<string> Ids => [.. Notices.Select(notice => notice.Id)];

        public void Tell(IReadOnlyList<AlertNotice> notices)
        {
            if (Refuses)
                throw new UserErrorException("no room");
            lock (_notices)
                _notices.AddRange(notices);
        }
    }
}
