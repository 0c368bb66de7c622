using System.Diagnostics;
using System.Text;

namespace FFMpegCore;

/// <summary>Spelling of words on the command line, by the rules of <see cref="ProcessStartInfo.Arguments"/>.</summary>
internal static class CommandLine
{
    /// <summary>Keeps a text together as one word, whatever is in it.</summary>
    public static string Quote(string text)
    {
        if (!text.Contains('"', StringComparison.Ordinal) && !text.EndsWith('\\')) return $"\"{text}\"";
        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in text)
        {
            if (c == '"') quoted.Append('\\', backslashes + 1);
            quoted.Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    /// <summary>Quotes an output, which stands alone and must not be taken for an option.</summary>
    public static string QuoteFile(string path) => Quote(path.StartsWith('-') ? "./" + path : path);

    public static string Time(TimeSpan time) => $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}";

    public static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
