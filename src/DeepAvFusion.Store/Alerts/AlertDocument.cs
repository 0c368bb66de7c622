namespace DeepAvFusion.Store.Alerts;

/// <summary>An alert as it leaves the program: in the API's answers and in messages.</summary>
/// <param name="IsSet">Whether the rule's conditions hold at present.</param>
/// <param name="Times">How often they came to hold.</param>
/// <param name="Event">Id of the event that set it last, as at /api/events.</param>
public sealed record AlertDocument(
    string Id, string Rule, string Stream, string Title, string Severity, string State, bool IsSet, int Times, string? Event, DateTimeOffset OpenedAt, DateTimeOffset SetAt, DateTimeOffset? ClearedAt,
    DateTimeOffset? ClosedAt, IReadOnlyList<AlertNoteDocument> Notes)
{
    public static AlertDocument Of(StoredAlert a) => new(
        a.Id, a.Rule, a.Stream, a.Title, a.Severity, a.State, a.IsSet, a.Times, a.Event, Moment(a.OpenedAt), Moment(a.SetAt), Moment(a.ClearedAt), Moment(a.ClosedAt),
        [.. a.Notes.Select(note => new AlertNoteDocument(note.Number, Moment(note.At), note.Kind, note.Who, note.Words))]);

    private static DateTimeOffset Moment(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);

    private static DateTimeOffset? Moment(long? at) => at is { } some ? Moment(some) : null;
}

/// <summary>One thing that became of it.</summary>
public sealed record AlertNoteDocument(int Number, DateTimeOffset At, string Kind, string Who, string Words);
