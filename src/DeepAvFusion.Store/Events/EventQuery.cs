namespace DeepAvFusion.Store.Events;

/// <summary>Which events are wanted; the newest come first. An empty list asks for all.</summary>
/// <param name="Text">Words that must all occur in the label or the stream's name, in any case.</param>
/// <param name="From">Least start.</param>
/// <param name="To">Starts lie before it.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record EventQuery(
    IReadOnlyList<string> Streams, IReadOnlyList<string> Labels, IReadOnlyList<string> Verdicts, string? Text, DateTimeOffset? From, DateTimeOffset? To, EventCursor? After, int Limit)
{
    public const int MostLimit = 1000;

    public static readonly EventQuery Newest = new([], [], [], null, null, null, null, 50);
}

/// <summary>Some events, and where to go on; null when there are no more.</summary>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, EventCursor? Next);
