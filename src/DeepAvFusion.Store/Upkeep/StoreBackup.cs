using Dapper;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;
using DeepAvFusion.Store.Streams;

namespace DeepAvFusion.Store.Upkeep;

/// <summary>Copies a store into a new SQLite file, while it is in use.</summary>
public static class StoreBackup
{
    private const int Most = 1000;

    // copied as they are, those before that others refer to
    private static readonly string[] Tables = ["clips", "clip_events", "alerts", "alert_notes", "alert_settings", "users", "tokens", "audit"];

    /// <exception cref="UserErrorException">The file is there already, or something cannot be read or written.</exception>
    public static async Task WriteAsync(StoreDatabase from, string file, CancellationToken cancel)
    {
        if (Path.Exists(file))
            throw new UserErrorException($"'{file}' is there already: name a file that is not.");
        try
        {
            if (from is SqliteDatabase sqlite)
                await sqlite.CopyAsync(file, cancel).ConfigureAwait(false);
            else
                await CopyAsync(from, new SqliteDatabase(file), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreDatabase.IsTrouble(e))
        {
            throw new UserErrorException($"The store {from.Place} cannot be copied to '{file}': {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static async Task CopyAsync(StoreDatabase from, SqliteDatabase to, CancellationToken cancel)
    {
        to.Migrate();
        var streams = new StreamTable(to, TimeProvider.System);
        foreach (var stream in await new StreamTable(from, TimeProvider.System).AllAsync(cancel).ConfigureAwait(false))
            await streams.SaveAsync(stream, cancel).ConfigureAwait(false);
        foreach (var table in Tables)
            await CopyRowsAsync(table, from, to, cancel).ConfigureAwait(false);
        var events = new EventTable(to);
        await foreach (var some in new EventTable(from).AllAsync(EventQuery.Newest, cancel).Chunk(Most).ConfigureAwait(false))
            await events.WriteAsync(some, cancel).ConfigureAwait(false);
    }

    /// <summary>Row by row, as they are; both have the same columns.</summary>
    private static async Task CopyRowsAsync(string table, StoreDatabase from, StoreDatabase to, CancellationToken cancel)
    {
        var (source, target) = (await from.ConnectAsync(cancel).ConfigureAwait(false), await to.ConnectAsync(cancel).ConfigureAwait(false));
        await using var closing = source.ConfigureAwait(false);
        await using var closingToo = target.ConfigureAwait(false);
        foreach (var row in (await source.QueryAsync($"SELECT * FROM {table} ORDER BY 1").ConfigureAwait(false)).Cast<IDictionary<string, object?>>())
            await target.ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Keys.Select(name => "@" + name))})", row).ConfigureAwait(false);
    }
}
