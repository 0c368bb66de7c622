using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Events;

/// <summary>The events of the store. Written by one at a time, read by many.</summary>
public sealed class EventTable(StoreDatabase database)
{
    // so many of the newest are looked through before each series is asked for its own
    private const int Scan = 2000;

    // events that are removed at once, and the pause after them, in which others get their turn
    private const int Slice = 500;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<object, long> _ids = [];

    /// <summary>Writes news in one transaction; of one event the last counts. What is written twice is there once.</summary>
    /// <exception cref="DbException">Nothing was written.</exception>
    public async Task WriteAsync(IReadOnlyList<StoredEvent> news, CancellationToken cancel)
    {
        try
        {
            var connection = await database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
            await using var ending = transaction.ConfigureAwait(false);
            var rows = new List<object>(news.Count);
            foreach (var (_, e) in news.GroupBy(e => (e.Stream, e.Run, e.Number)).Select(same => (same.Key, same.Last())))
                rows.Add(await RowAsync(connection, transaction, e).ConfigureAwait(false));
            await connection.ExecuteAsync(database.Sql("Events/add"), rows, transaction).ConfigureAwait(false);
            await transaction.CommitAsync(cancel).ConfigureAwait(false);
        }
        catch
        {
            _ids.Clear();                                           // some may have been taken back
            throw;
        }
    }

    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public async Task<EventPage> FindAsync(EventQuery query, CancellationToken cancel)
    {
        var (after, limit) = (query.After ?? new EventCursor((query.To ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds(), 0), Math.Clamp(query.Limit, 1, EventQuery.MostLimit) + 1);
        var parameters = new DynamicParameters(new { At = after.StartAt, after.Key, From = (query.From ?? DateTimeOffset.MinValue).ToUnixTimeMilliseconds(), Limit = limit });
        var series = SeriesFilter.Of(query, parameters);
        parameters.Add("Scan", series.Length == 0 ? limit : Math.Max(limit, Scan));
        return await database.UseAsync(async connection =>
        {
            var found = await ReadAsync(connection, "Events/newest").ConfigureAwait(false);
            if (found.Count < limit && series.Length > 0)
                found = await ReadAsync(connection, "Events/search").ConfigureAwait(false);
            return found.Count < limit
                ? new EventPage([.. found.Select(row => row.Event)], null)
                : new EventPage([.. found.Take(limit - 1).Select(row => row.Event)], new EventCursor(found[limit - 2].Event.StartAt, found[limit - 2].Key));
        }, cancel).ConfigureAwait(false);

        async Task<List<(long Key, StoredEvent Event)>> ReadAsync(DbConnection connection, string name) => (await connection.QueryAsync<long, StoredEvent, (long, StoredEvent)>(
            new CommandDefinition(database.Sql(name).Replace("/*series*/", series, StringComparison.Ordinal), parameters, cancellationToken: cancel), (key, e) => (key, e), splitOn: "Stream").ConfigureAwait(false)).AsList();
    }

    /// <summary>All that a query asks for, whatever its limit.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public async IAsyncEnumerable<StoredEvent> AllAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var next = query.After; ;)
        {
            var page = await FindAsync(query with { After = next, Limit = EventQuery.MostLimit }, cancel).ConfigureAwait(false);
            foreach (var e in page.Events)
                yield return e;
            if (page.Next is null)
                yield break;
            next = page.Next;
        }
    }

    /// <summary>Null when there is none.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<StoredEvent?> GetAsync(EventId id, CancellationToken cancel) => database.UseAsync(async connection => (await connection.QueryAsync<long, StoredEvent, StoredEvent>(
        new CommandDefinition(database.Sql("Events/one"), new { Stream = id.Stream.Value, Run = id.Run.Value, id.Number }, cancellationToken: cancel), (_, e) => e, splitOn: "Stream").ConfigureAwait(false)).FirstOrDefault(), cancel);

    /// <summary>How much there is.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<StoreSummary> SummaryAsync(CancellationToken cancel) => database.UseAsync(async connection =>
    {
        var (events, oldest, newest) = await connection.QuerySingleAsync<(long, long?, long?)>(new CommandDefinition(database.Sql("Events/summary"), cancellationToken: cancel)).ConfigureAwait(false);
        return new StoreSummary(events, Moment(oldest), Moment(newest), await database.SizeAsync(cancel).ConfigureAwait(false));

        static DateTimeOffset? Moment(long? at) => at is { } some ? DateTimeOffset.FromUnixTimeMilliseconds(some) : null;
    }, cancel);

    /// <summary>Open events of which nothing was heard since a moment are over: whoever told of them is gone.</summary>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task CloseAsync(DateTimeOffset before, CancellationToken cancel) =>
        database.ExecuteAsync("Events/close", new { Before = before.ToUnixTimeMilliseconds() }, cancel);

    /// <summary>Removes what is older than it is kept, a few events at a time, so that nobody waits long.</summary>
    /// <returns>How many went.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task<long> PruneAsync(RetentionSettings retention, DateTimeOffset now, CancellationToken cancel) => database.UseAsync(async connection =>
    {
        var before = retention.Age > TimeSpan.Zero ? now.ToUnixTimeMilliseconds() - (long)retention.Age.TotalMilliseconds : long.MinValue;
        if (retention.Events > 0 && await connection.ExecuteScalarAsync<long?>(new CommandDefinition(database.Sql("Events/boundary"), new { retention.Events }, cancellationToken: cancel)).ConfigureAwait(false) is { } boundary)
            before = Math.Max(before, boundary + 1);
        for (var pruned = 0L; ; await Task.Delay(Breath, cancel).ConfigureAwait(false))
        {
            var some = await connection.ExecuteAsync(new CommandDefinition(database.Sql("Events/prune"), new { Before = before, Most = Slice }, cancellationToken: cancel)).ConfigureAwait(false);
            StoreMetrics.Pruned.Inc(some);
            pruned += some;
            if (some < Slice)
                return pruned;
        }
    }, cancel);

    /// <summary>The ids it knows hold no longer: the database is another one.</summary>
    internal void Forget() => _ids.Clear();

    private async Task<object> RowAsync(DbConnection connection, DbTransaction transaction, StoredEvent e) => new
    {
        RunId = await IdAsync(connection, transaction, "Events/run", new { e.Stream, e.Run }).ConfigureAwait(false),
        e.Number,
        SeriesId = await IdAsync(connection, transaction, "Events/series", new { e.Stream, e.Label, e.Verdict, Words = SeriesFilter.Folded($"{e.Label} {e.Stream}") }).ConfigureAwait(false),
        ModelId = await IdAsync(connection, transaction, "Events/model", new { e.Model, e.Sha256, e.Training }).ConfigureAwait(false),
        e.StartAt,
        e.EndAt,
        IsOpen = e.IsOpen ? 1L : 0L,
        e.Peak,
        e.Image,
        e.Audio,
        e.Fusion,
        Region = (long?)e.Region,
        e.Loudness,
        e.Embedding,
    };

    private async Task<long> IdAsync(DbConnection connection, DbTransaction transaction, string name, object what)
    {
        if (!_ids.TryGetValue(what, out var id))
            _ids[what] = id = await connection.ExecuteScalarAsync<long>(database.Sql(name), what, transaction).ConfigureAwait(false);
        return id;
    }
}

/// <summary>How much a store holds.</summary>
/// <param name="Bytes">What the database takes.</param>
public sealed record StoreSummary(long Events, DateTimeOffset? Oldest, DateTimeOffset? Newest, long Bytes);
