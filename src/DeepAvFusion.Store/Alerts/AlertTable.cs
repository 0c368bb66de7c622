using System.Data.Common;
using Dapper;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Alerts;

/// <summary>The alerts of the store. Written by one at a time, read by many.</summary>
public sealed class AlertTable(StoreDatabase database)
{
    // alerts that are removed at once, so that nobody waits long
    private const int Slice = 500;

    /// <summary>Writes all that is known of some alerts in one transaction. Later news wins, and what is written twice is there once.</summary>
    /// <exception cref="UserErrorException">Nothing was written.</exception>
    public Task WriteAsync(IReadOnlyList<StoredAlert> alerts, CancellationToken cancel) => database.UseAsync(async connection =>
    {
        var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await connection.ExecuteAsync(database.Sql("Alerts/save"), alerts.Select(Row), transaction).ConfigureAwait(false);
        await connection.ExecuteAsync(database.Sql("Alerts/note"), alerts.SelectMany(alert => alert.Notes.Select(note => new
        {
            alert.Id,
            Number = (long)note.Number,
            note.At,
            note.Kind,
            note.Who,
            note.Words,
        })), transaction).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return true;
    }, cancel);

    /// <summary>Notes up to this number were handed to the outputs.</summary>
    /// <exception cref="UserErrorException">It was not written.</exception>
    public Task ToldAsync(string id, int number, CancellationToken cancel) =>
        database.ExecuteAsync("Alerts/told", new { Id = id, Told = (long)number }, cancel);

    /// <summary>Alerts that are not closed, and those of which somebody is still to be told.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<IReadOnlyList<StoredAlert>> PendingAsync(CancellationToken cancel) =>
        database.UseAsync(connection => ReadAsync(connection, "Alerts/pending", null, cancel), cancel);

    /// <summary>The latest alert of each rule and stream, closed or not.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<IReadOnlyList<StoredAlert>> LatestAsync(CancellationToken cancel) =>
        database.UseAsync(connection => ReadAsync(connection, "Alerts/latest", null, cancel), cancel);

    /// <summary>One alert, or null.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<StoredAlert?> FindAsync(string id, CancellationToken cancel) =>
        database.UseAsync(async connection => await ReadAsync(connection, "Alerts/one", new { Id = id }, cancel).ConfigureAwait(false) is [var alert, ..] ? alert : null, cancel);

    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<AlertPage> FindAsync(AlertQuery query, CancellationToken cancel) => database.UseAsync(async connection =>
    {
        var limit = Math.Clamp(query.Limit, 1, AlertQuery.MostLimit);
        var found = await ReadAsync(connection, "Alerts/search", new
        {
            At = query.After?.OpenedAt ?? long.MaxValue,
            Id = query.After?.Id ?? "",
            AnyState = Any(query.States),
            States = Given(query.States),
            AnySeverity = Any(query.Severities),
            Severities = Given(query.Severities),
            AnyStream = Any(query.Streams),
            Streams = Given(query.Streams),
            AnyRule = Any(query.Rules),
            Rules = Given(query.Rules),
            Limit = limit + 1,
        }, cancel).ConfigureAwait(false);
        return found.Count <= limit ? new AlertPage(found, null) : new AlertPage([.. found.Take(limit)], new AlertCursor(found[limit - 1].OpenedAt, found[limit - 1].Id));

        static long Any(IReadOnlyList<string> chosen) => chosen.Count == 0 ? 1 : 0;

        // an empty list is none in every dialect
        static string[] Given(IReadOnlyList<string> chosen) => chosen.Count == 0 ? [""] : [.. chosen];
    }, cancel);

    /// <summary>Removes closed alerts that were closed before a moment.</summary>
    /// <returns>How many went.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancel) => database.UseAsync(async connection =>
    {
        for (var pruned = 0L; ;)
        {
            var some = await connection.ExecuteAsync(new CommandDefinition(database.Sql("Alerts/prune"), new { Before = before.ToUnixTimeMilliseconds(), Most = Slice }, cancellationToken: cancel)).ConfigureAwait(false);
            pruned += some;
            if (some < Slice)
                return pruned;
        }
    }, cancel);

    private async Task<IReadOnlyList<StoredAlert>> ReadAsync(DbConnection connection, string name, object? parameters, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<AlertRow>(new CommandDefinition(database.Sql(name), parameters, cancellationToken: cancel)).ConfigureAwait(false)).AsList();
        if (rows.Count == 0)
            return [];
        var notes = (await connection.QueryAsync<NoteRow>(new CommandDefinition(database.Sql("Alerts/notes"), new { Ids = rows.Select(row => row.Id).ToArray() }, cancellationToken: cancel)).ConfigureAwait(false))
            .ToLookup(note => note.AlertId, note => new AlertNote((int)note.Number, note.At, note.Kind, note.Who, note.Words));
        return [.. rows.Select(row => row.Alert() with { Notes = [.. notes[row.Id]] })];
    }

    private static object Row(StoredAlert a) => new
    {
        a.Id,
        a.Rule,
        a.Stream,
        a.Title,
        a.Severity,
        a.State,
        IsSet = a.IsSet ? 1L : 0L,
        Times = (long)a.Times,
        a.Event,
        a.OpenedAt,
        a.SetAt,
        a.ClearedAt,
        a.ClosedAt,
        Revision = (long)a.Notes.Count,
        Told = (long)a.Told,
    };

    private sealed class AlertRow
    {
        public string Id { get; init; } = "";

        public string Rule { get; init; } = "";

        public string Stream { get; init; } = "";

        public string Title { get; init; } = "";

        public string Severity { get; init; } = "";

        public string State { get; init; } = "";

        public long IsSet { get; init; }

        public long Times { get; init; }

        public string? Event { get; init; }

        public long OpenedAt { get; init; }

        public long SetAt { get; init; }

        public long? ClearedAt { get; init; }

        public long? ClosedAt { get; init; }

        public long Told { get; init; }

        public StoredAlert Alert() => new()
        {
            Id = Id,
            Rule = Rule,
            Stream = Stream,
            Title = Title,
            Severity = Severity,
            State = State,
            IsSet = IsSet == 1,
            Times = (int)Times,
            Event = Event,
            OpenedAt = OpenedAt,
            SetAt = SetAt,
            ClearedAt = ClearedAt,
            ClosedAt = ClosedAt,
            Told = (int)Told,
        };
    }

    private sealed class NoteRow
    {
        public string AlertId { get; init; } = "";

        public long Number { get; init; }

        public long At { get; init; }

        public string Kind { get; init; } = "";

        public string Who { get; init; } = "";

        public string Words { get; init; } = "";
    }
}
