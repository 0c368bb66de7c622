using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DeepAvFusion.Store.Alerts;

/// <summary>Which alerts are asked for, the latest opened first; empty lists ask for all.</summary>
/// <param name="After">The place behind which they are; null for the first.</param>
public sealed record AlertQuery(
    IReadOnlyList<string> States, IReadOnlyList<string> Severities, IReadOnlyList<string> Streams, IReadOnlyList<string> Rules, AlertCursor? After = null, int Limit = 50)
{
    public const int MostLimit = 1000;

    public static readonly AlertQuery All = new([], [], [], []);
}

/// <summary>A page of alerts, and the place of what follows it; null where nothing does.</summary>
public sealed record AlertPage(IReadOnlyList<StoredAlert> Alerts, AlertCursor? Next);

/// <summary>A place in the order of alerts.</summary>
public sealed record AlertCursor(long OpenedAt, string Id)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{OpenedAt} {Id}")));

    public static bool TryParse(string text, out AlertCursor? cursor)
    {
        cursor = null;
        if (!Base64Url.IsValid(text))
            return false;
        if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 2) is not [var at, var id] || !long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var opened))
            return false;
        cursor = new AlertCursor(opened, id);
        return true;
    }
}
