using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Reads durations and sizes with their units.</summary>
internal static class HoconUnits
{
    private static readonly Dictionary<string, double> Milliseconds = DurationUnits();

    private static readonly Dictionary<string, long> Bytes = SizeUnits();

    public static TimeSpan ParseTimeSpan(string text, bool allowInfinite)
    {
        var trimmed = text.Trim();
        if (allowInfinite && trimmed.Equals("infinite", StringComparison.OrdinalIgnoreCase))
            return Timeout.InfiniteTimeSpan;
        var (number, unit) = Split(trimmed);
        if (!Milliseconds.TryGetValue(unit, out var factor)
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            throw new FormatException($"The input string '{text}' was not in a correct format: a duration is a number and one of ns, ms, s, m, h, d.");
        return TimeSpan.FromTicks((long)Math.Round(count * factor * TimeSpan.TicksPerMillisecond));
    }

    public static long ParseByteSize(string text)
    {
        var (number, unit) = Split(text.Trim());
        if (!Bytes.TryGetValue(unit, out var factor))
            throw new FormatException(number.Length == 0 ? $"The input string '{text}' was not in a correct format." : $"{unit} is not a valid byte size suffix");
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw new FormatException($"The input string '{number}' was not in a correct format.");
        return checked(count * factor);
    }

    private static (string Number, string Unit) Split(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        return (text[..end], text[end..].Trim());
    }

    private static Dictionary<string, double> DurationUnits()
    {
        var units = new Dictionary<string, double> { [""] = 1 };
        foreach (var (names, milliseconds) in ((string, double)[])
                 [
                     ("ns nano nanos nanosecond nanoseconds", 1e-6), ("ms milli millis millisecond milliseconds", 1), ("s second seconds", 1000),
                     ("m minute minutes", 60_000), ("h hour hours", 3_600_000), ("d day days", 86_400_000),
                 ])
        {
            foreach (var name in names.Split(' '))
                units[name] = milliseconds;
        }
        return units;
    }

    private static Dictionary<string, long> SizeUnits()
    {
        var units = new Dictionary<string, long> { [""] = 1, ["b"] = 1, ["B"] = 1, ["byte"] = 1, ["bytes"] = 1 };
        string[] letters = ["k", "m", "g", "t", "p", "e"];
        string[] prefixes = ["kilo", "mega", "giga", "tera", "peta", "exa"];
        string[] binary = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi"];
        long thousand = 1, kibi = 1;
        for (var i = 0; i < letters.Length; i++)
        {
            thousand *= 1000;
            kibi *= 1024;
            var upper = letters[i].ToUpperInvariant();
            units[i == 0 ? "kB" : upper + "B"] = thousand;
            units[prefixes[i] + "byte"] = units[prefixes[i] + "bytes"] = thousand;
            foreach (var name in (string[])[letters[i], upper, upper + "i", upper + "iB", binary[i] + "byte", binary[i] + "bytes"])
                units[name] = kibi;
        }
        return units;
    }
}
