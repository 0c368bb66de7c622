using Dapper;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Events;

/// <summary>Finds events whose window looked and sounded alike, by their embeddings: each is compared, the newest first, as far as the same weights made them.</summary>
public sealed class SimilarEvents(StoreDatabase database)
{
    /// <summary>The newest that are compared.</summary>
    public const int Most = 1_000_000;

    /// <param name="among">Which may be found; its cursor is not looked at.</param>
    /// <returns>The most alike first, without the event itself; null when there is no such event or it has no embedding.</returns>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<SimilarEvent>?> FindAsync(EventId id, EventQuery among, CancellationToken cancel)
    {
        try
        {
            var connection = await database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            var (key, model, packed) = await connection.QueryFirstOrDefaultAsync<(long, long, byte[]?)>(
                new CommandDefinition(database.Sql("Events/vector"), new { Stream = id.Stream.Value, Run = id.Run.Value, id.Number }, cancellationToken: cancel)).ConfigureAwait(false);
            if (packed is null)
                return null;
            var parameters = new DynamicParameters(new { ModelId = model, From = (among.From ?? DateTimeOffset.MinValue).ToUnixTimeMilliseconds(), To = (among.To ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds(), Most });
            var sql = database.Sql("Events/vectors").Replace("/*series*/", SeriesFilter.Of(among, parameters), StringComparison.Ordinal);
            var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancel)).ConfigureAwait(false);
            var (vector, best) = (Embedding.Unpack(packed), new PriorityQueue<long, float>());
            var scratch = new float[vector.Length];
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancel).ConfigureAwait(false))
                {
                    var other = await reader.GetFieldValueAsync<byte[]>(1, cancel).ConfigureAwait(false);
                    if (other.Length != packed.Length || reader.GetInt64(0) == key)
                        continue;
                    best.Enqueue(reader.GetInt64(0), Embedding.Likeness(vector, other, scratch));
                    if (best.Count > among.Limit)
                        best.Dequeue();
                }
            }
            if (best.Count == 0)
                return [];
            var likeness = best.UnorderedItems.ToDictionary(item => item.Element, item => item.Priority);
            var found = await connection.QueryAsync<long, StoredEvent, (long Key, StoredEvent Event)>(
                new CommandDefinition(database.Sql("Events/keyed").Replace("/*keys*/", string.Join(',', likeness.Keys), StringComparison.Ordinal), cancellationToken: cancel),
                (which, e) => (which, e), splitOn: "Stream").ConfigureAwait(false);
            return [.. found.Select(row => new SimilarEvent(row.Event, likeness[row.Key])).OrderByDescending(one => one.Likeness)];
        }
        catch (Exception e) when (StoreDatabase.IsTrouble(e))
        {
            throw database.Trouble(e);
        }
    }
}

/// <param name="Likeness">Cosine of the two embeddings: 1 is the same.</param>
public sealed record SimilarEvent(StoredEvent Event, double Likeness);
