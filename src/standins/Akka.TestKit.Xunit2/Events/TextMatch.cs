using System.Text.RegularExpressions;

namespace Akka.TestKit;

/// <summary>How a text must look: any, equal, beginning with, containing, or matching a pattern.</summary>
internal sealed record TextMatch(Predicate<string> Fits, string Description)
{
    public static TextMatch Of(string? message, string? start, string? contains)
    {
        if (message is not null)
            return new(text => text == message, $"== \"{message}\"");
        if (start is not null)
            return new(text => text.StartsWith(start, StringComparison.Ordinal), $"starts with \"{start}\"");
        return contains is not null
            ? new(text => text.Contains(contains, StringComparison.Ordinal), $"contains \"{contains}\"")
            : new(static _ => true, "");
    }

    public static TextMatch Of(Regex pattern) => new(pattern.IsMatch, $"matches \"{pattern}\"");

    public static TextMatch Source(string? source) => Of(source, null, null);

    public bool Any => Description.Length == 0;
}
