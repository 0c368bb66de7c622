using System.Globalization;
using Dapper;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Store.Clips;

/// <summary>The clips of the store: an index of what lies in the folder of clips, by which they are found.</summary>
public sealed class ClipTable(StoreDatabase database)
{
    /// <summary>Writes a clip, or what has changed of it.</summary>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task SaveAsync(StoredClip clip, CancellationToken cancel) => database.UseAsync(async connection =>
    {
        var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await connection.ExecuteAsync(database.Sql("Clips/remove"), new { clip.Id }, transaction).ConfigureAwait(false);
        await connection.ExecuteAsync(database.Sql("Clips/add"), Row.Of(clip), transaction).ConfigureAwait(false);
        await connection.ExecuteAsync(database.Sql("Clips/add-event"), clip.Events.Select(e => EventRow.Of(clip.Id, e)).ToList(), transaction).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return true;
    }, cancel);

    /// <summary>Nothing happens where it is not there.</summary>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task RemoveAsync(string id, CancellationToken cancel) => database.ExecuteAsync("Clips/remove", new { Id = id }, cancel);

    /// <summary>All ids.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancel) => database.QueryAsync<string>("Clips/ids", null, cancel);

    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<ClipPage> FindAsync(ClipQuery query, CancellationToken cancel) => database.UseAsync(async connection =>
    {
        var (after, limit) = (query.After ?? new ClipCursor(long.MaxValue, ""), Math.Clamp(query.Limit, 1, ClipQuery.MostLimit) + 1);
        var conditions = new List<string>();
        var parameters = new DynamicParameters(new { At = after.StartAt, after.Id, Limit = limit });
        AnyOf("c.stream IN ({0})", "Stream", query.Streams);
        AnyOf("EXISTS (SELECT 1 FROM clip_events e WHERE e.clip = c.id AND e.label IN ({0}))", "Label", query.Labels);
        AnyOf("c.id IN (SELECT clip FROM clip_events WHERE event IN ({0}))", "Event", query.Events);
        AnyOf("c.subject IN ({0})", "Subject", query.Subject is null ? [] : [query.Subject]);
        Add(query.From is not null, "c.end_at > @From", "From", query.From?.ToUnixTimeMilliseconds());
        Add(query.To is not null, "c.start_at < @To", "To", query.To?.ToUnixTimeMilliseconds());
        Add(query.Kept is not null, "c.kept = @Kept", "Kept", query.Kept is true ? 1L : 0L);
        var sql = database.Sql("Clips/find").Replace("/*conditions*/", string.Concat(conditions.Select(one => $" AND {one}")), StringComparison.Ordinal);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancel)).ConfigureAwait(false)).AsList();
        var shown = rows.Take(limit - 1).ToList();
        var ids = new DynamicParameters();
        var list = List(ids, "Clip", [.. shown.Select(row => row.Id)]);
        var events = (shown.Count == 0 ? [] : await connection.QueryAsync<EventRow>(
            new CommandDefinition(database.Sql("Clips/events").Replace("/*clips*/", list, StringComparison.Ordinal), ids, cancellationToken: cancel)).ConfigureAwait(false)).ToLookup(e => e.Clip);
        return new ClipPage([.. shown.Select(row => row.With(events[row.Id]))], rows.Count < limit ? null : new ClipCursor(shown[^1].StartAt, shown[^1].Id));

        void AnyOf(string condition, string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
                conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, List(parameters, name, values)));
        }

        void Add(bool isAsked, string condition, string name, object? value)
        {
            if (!isAsked)
                return;
            conditions.Add(condition);
            parameters.Add(name, value);
        }
    }, cancel);

    /// <summary>Names of parameters that hold the values.</summary>
    private static string List(DynamicParameters parameters, string name, IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
            parameters.Add($"{name}{i}", values[i]);
        return string.Join(", ", values.Select((_, i) => $"@{name}{i}"));
    }

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Stream { get; set; } = "";

        public long StartAt { get; set; }

        public long EndAt { get; set; }

        public long Bytes { get; set; }

        public long Kept { get; set; }

        public string Reason { get; set; } = "";

        public string Subject { get; set; } = "";

        public string Encoded { get; set; } = "";

        public long HasPicture { get; set; }

        public long HasSound { get; set; }

        public static Row Of(StoredClip clip) => new()
        {
            Id = clip.Id,
            Stream = clip.Stream,
            StartAt = clip.StartAt,
            EndAt = clip.EndAt,
            Bytes = clip.Bytes,
            Kept = Number(clip.IsKept),
            Reason = clip.Reason,
            Subject = clip.Subject,
            Encoded = clip.Encoded,
            HasPicture = Number(clip.HasPicture),
            HasSound = Number(clip.HasSound),
        };

        public StoredClip With(IEnumerable<EventRow> events) => new()
        {
            Id = Id,
            Stream = Stream,
            StartAt = StartAt,
            EndAt = EndAt,
            Bytes = Bytes,
            IsKept = Kept != 0,
            Reason = Reason,
            Subject = Subject,
            Encoded = Encoded,
            HasPicture = HasPicture != 0,
            HasSound = HasSound != 0,
            Events = [.. events.Select(e => new ClipEvent(e.Event, e.Label, e.Verdict, e.At, e.Peak, e.HasSnapshot != 0, e.HasMask != 0, e.HasSound != 0))],
        };
    }

    private sealed class EventRow
    {
        public string Clip { get; set; } = "";

        public string Event { get; set; } = "";

        public string Label { get; set; } = "";

        public string Verdict { get; set; } = "";

        public long At { get; set; }

        public double Peak { get; set; }

        public long HasSnapshot { get; set; }

        public long HasMask { get; set; }

        public long HasSound { get; set; }

        public static EventRow Of(string clip, ClipEvent e) => new()
        {
            Clip = clip,
            Event = e.Event,
            Label = e.Label,
            Verdict = e.Verdict,
            At = e.At,
            Peak = e.Peak,
            HasSnapshot = Number(e.HasSnapshot),
            HasMask = Number(e.HasMask),
            HasSound = Number(e.HasSound),
        };
    }

    private static long Number(bool value) => value ? 1 : 0;
}
