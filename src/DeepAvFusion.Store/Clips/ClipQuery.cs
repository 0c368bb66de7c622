using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Store.Clips;

/// <summary>Which clips are wanted; the newest come first. An empty list asks for all.</summary>
/// <param name="Events">Ids of events that they show.</param>
/// <param name="Subject">What they were cut for; null for all.</param>
/// <param name="From">They end after it.</param>
/// <param name="To">They begin before it.</param>
/// <param name="Kept">Only those that are kept on request, or only the others; null for all.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record ClipQuery(
    IReadOnlyList<string> Streams, IReadOnlyList<string> Labels, IReadOnlyList<string> Events, string? Subject, DateTimeOffset? From, DateTimeOffset? To, bool? Kept, ClipCursor? After, int Limit)
{
    public const int MostLimit = 1000;

    public static readonly ClipQuery Newest = new([], [], [], null, null, null, null, null, 50);
}

/// <summary>Some clips, and where to go on; null when there are no more.</summary>
public sealed record ClipPage(IReadOnlyList<StoredClip> Clips, ClipCursor? Next);

/// <summary>A place in the order of clips, which stays the same however many come or go.</summary>
public readonly partial record struct ClipCursor(long StartAt, string Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartAt}-{Id}");

    public static bool TryParse(string text, out ClipCursor cursor)
    {
        var match = Form().Match(text);
        cursor = match.Success && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new ClipCursor(at, match.Groups[2].Value) : default;
        return cursor.Id is not null;
    }

    /// <summary>Whether a text can be the id of a clip.</summary>
    public static bool IsId(string text) => IdForm().IsMatch(text);

    [GeneratedRegex(@"\A(\d{1,18})-([0-9a-f]{16})\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[0-9a-f]{16}\z")]
    private static partial Regex IdForm();
}
