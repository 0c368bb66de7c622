using Dapper;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;
using DeepAvFusion.Store.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Store.Tests;

/// <summary>A database with its tables, a clock and a spool of the test's own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-store-");

    public TestStore(Func<string, StoreDatabase> open, Action<StoreDatabase> migrate)
    {
        Database = open(_folder.FullName);
        migrate(Database);
        Events = new EventTable(Database);
    }

    public StoreDatabase Database { get; }

    public EventTable Events { get; }

    public FakeTimeProvider Time { get; } = new();

    public string SpoolFile => Path.Combine(_folder.FullName, "spool", "events.jsonl");

    public string BackupFile => Path.Combine(_folder.FullName, "copy.db");

    public EventWriter Writer(long spoolLimit = 1 << 20) =>
        new(Database, Events, new EventSpool(Path.GetDirectoryName(SpoolFile)!, spoolLimit), Time, NullLogger<EventWriter>.Instance);

    public Task WriteAsync(params StoredEvent[] events) => Events.WriteAsync(events, CancellationToken.None);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.ConnectAsync(CancellationToken.None);
        await connection.ExecuteAsync(sql);
    }

    public async Task<string> TextAsync(string sql)
    {
        await using var connection = await Database.ConnectAsync(CancellationToken.None);
        return await connection.QuerySingleAsync<string>(sql);
    }

    /// <summary>Numbers of what a query finds, in its order.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(Func<EventQuery, EventQuery>? query = null) =>
        [.. (await Events.FindAsync((query ?? (newest => newest))(EventQuery.Newest), CancellationToken.None)).Events.Select(e => e.Number)];

    /// <summary>Lets time pass until something is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var limit = DateTime.UtcNow.AddMinutes(2); !await condition(); await Task.Delay(20))
        {
            Assert.True(DateTime.UtcNow < limit, "It did not come to pass.");
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public static StoredEvent Event(long number, string label = "bell", string stream = "door", string verdict = "heard-and-seen", long? at = null) => new()
    {
        Stream = stream,
        Run = 261130200137000,
        Number = number,
        Label = label,
        Verdict = verdict,
        StartAt = at ?? number * 1000,
        EndAt = (at ?? number * 1000) + 500,
        IsOpen = false,
        Peak = 0.75,
        Image = 0.5,
        Audio = null,
        Fusion = 0.25,
        Region = 7,
        Loudness = -20.5,
        Model = "tiny",
        Sha256 = "abc",
        Training = "trained",
    };
}
