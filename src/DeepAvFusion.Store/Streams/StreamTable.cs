using Dapper;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Streams;

/// <summary>The streams of the store.</summary>
public sealed class StreamTable(StoreDatabase database, TimeProvider time)
{
    /// <summary>In the order in which they were added.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<StoredStream>> AllAsync(CancellationToken cancel)
    {
        try
        {
            var connection = await database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            var rows = await connection.QueryAsync<(string Name, string? Uri, long? Live, string? Picture, string? Sound, long? Offset)>(new CommandDefinition(database.Sql("Streams/all"), cancellationToken: cancel)).ConfigureAwait(false);
            return [.. rows.Where(row => StreamId.IsValid(row.Name)).Select(row => new StoredStream(new StreamId(row.Name), row.Uri, row.Live is { } live ? live == 1 : null, row.Picture, row.Sound,
                row.Offset is { } offset ? TimeSpan.FromMilliseconds(offset) : null))];
        }
        catch (Exception e) when (StoreDatabase.IsTrouble(e))
        {
            throw database.Trouble(e);
        }
    }

    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task SaveAsync(StoredStream stream, CancellationToken cancel) => ExecuteAsync(
        "Streams/save", new
        {
            Name = stream.Stream.Value,
            stream.Uri,
            Live = stream.Live is { } live ? live ? 1L : 0L : (long?)null,
            stream.Picture,
            stream.Sound,
            Offset = (long?)stream.SoundOffset?.TotalMilliseconds,
            AddedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        }, cancel);

    /// <summary>Nothing happens where it is not there.</summary>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task RemoveAsync(StreamId stream, CancellationToken cancel) => ExecuteAsync("Streams/remove", new { Name = stream.Value }, cancel);

    private async Task ExecuteAsync(string name, object parameters, CancellationToken cancel)
    {
        try
        {
            var connection = await database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition(database.Sql(name), parameters, cancellationToken: cancel)).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreDatabase.IsTrouble(e))
        {
            throw database.Trouble(e);
        }
    }
}
