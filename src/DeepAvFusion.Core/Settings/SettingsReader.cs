using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace DeepAvFusion.Core.Settings;

/// <summary>Reads typed settings from HOCON. It has no defaults of its own (hocon/reference.conf has them), gathers every problem instead of stopping at the first, and notes every key it was asked for.</summary>
public sealed class SettingsReader
{
    private readonly Config _root;
    private readonly string _path;
    private readonly SettingsReport _report;

    public SettingsReader(Config root, SettingsReport report) : this(root, "", report)
    {
    }

    private SettingsReader(Config root, string path, SettingsReport report)
    {
        _root = root;
        _path = path;
        _report = report;
    }

    /// <summary>Full path of this section; empty at the top.</summary>
    public string Path => _path;

    public T Section<T>(string key, Func<SettingsReader, T> bind) => bind(new SettingsReader(_root, Full(key), _report));

    public string Text(string key) => Read(key, "text", text => text, "");

    /// <summary>Null when the value is empty, which stands for "not set".</summary>
    public string? OptionalText(string key) => Text(key) is { Length: > 0 } text ? text : null;

    public bool Flag(string key) => Read(key, "true or false", text => text.ToLowerInvariant() switch
    {
        "true" or "on" or "yes" => true,
        "false" or "off" or "no" => false,
        _ => throw new FormatException(),
    }, false);

    /// <summary>A whole number of at least `least` and at most `most`.</summary>
    public int Count(string key, int least = 1, int most = int.MaxValue) =>
        Read(key, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}", text =>
        {
            var value = int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return value >= least && value <= most ? value : throw new FormatException();
        }, least);

    /// <summary>A number from `least` to `most`.</summary>
    public double Number(string key, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        Read(key, Wanted(least, most), text =>
        {
            var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return value >= least && value <= most ? value : throw new FormatException();
        }, double.IsInfinity(least) ? 0 : least);

    /// <summary>A finite number above one limit and below another.</summary>
    public double Inside(string key, double above, double below = double.PositiveInfinity) =>
        Read(key, FormattableString.Invariant($"a number above {above}") + (double.IsInfinity(below) ? "" : FormattableString.Invariant($" and below {below}")), text =>
        {
            var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return value > above && value < below ? value : throw new FormatException();
        }, double.IsInfinity(below) ? above + 1 : (above + below) / 2);

    /// <summary>A duration above zero, such as `500ms`.</summary>
    public TimeSpan Positive(string key) => Duration(key, "a duration above zero, such as 500ms or 3s", TimeSpan.FromTicks(1));

    /// <summary>A duration of zero or more.</summary>
    public TimeSpan NotNegative(string key) => Duration(key, "a duration of zero or more, such as 0s or 500ms", TimeSpan.Zero);

    /// <summary>A duration that may be negative.</summary>
    public TimeSpan Signed(string key) => Read(key, "a duration, such as 300ms or -300ms", text =>
    {
        var isNegative = text.StartsWith('-');                          // which HOCON's durations never are
        var length = new HoconValue();
        length.AppendValue(new HoconLiteral { Value = isNegative ? text[1..] : text });
        if (!text.Any(char.IsLetter))
            throw new FormatException();
        return isNegative ? -length.GetTimeSpan(allowInfinite: false) : length.GetTimeSpan(allowInfinite: false);
    }, TimeSpan.Zero);

    /// <summary>A positive duration not above that of `limitKey`.</summary>
    public TimeSpan AtMost(string key, string limitKey)
    {
        var value = Positive(key);
        var limit = Positive(limitKey);
        if (value > limit)
            _report.Problem(Full(key), $"is {Show(value)}, longer than {limitKey} ({Show(limit)}); make it at most that");
        return value;
    }

    /// <summary>A size in bytes, such as `64 MiB`.</summary>
    public long Bytes(string key) => Read(key, "a size such as 64 MiB", _ => _root.GetByteSize(Full(key)) is { } size and > 0 ? size : throw new FormatException(), 1L);

    /// <summary>One of an enumeration's names, written in lower case with dashes.</summary>
    public T Choice<T>(string key) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().ToDictionary(Dashed, Enum.Parse<T>, StringComparer.Ordinal);
        return Read(key, "one of " + string.Join(", ", names.Keys), text => names.TryGetValue(text, out var value) ? value : throw new FormatException(), default);
    }

    /// <summary>A section whose keys the user names, with one of an enumeration's names each; keys may be written as paths, such as `a.b = c`.</summary>
    public IReadOnlyDictionary<string, T> Choices<T>(string key) where T : struct, Enum =>
        Map(key, (name, reader) => reader.ChoicesBelow<T>(name)).Values.SelectMany(below => below).ToDictionary(StringComparer.Ordinal);

    public IReadOnlyList<string> Texts(string key) => Read(key, "a list of texts, such as [a, b]", _ => (IReadOnlyList<string>)[.. _root.GetStringList(Full(key))], []);

    /// <summary>A section whose keys the user names, such as the streams.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(string key, Func<string, SettingsReader, T> bind)
    {
        var full = Full(key);
        _report.Used(full, isMap: true);
        var value = _root.GetValue(full);
        if (value is null || value.IsEmpty)
            return new Dictionary<string, T>();
        if (!value.IsObject() || value.GetObject() is not { } entries)
        {
            _report.Problem(full, "must be a section of named entries: { name { … } }");
            return new Dictionary<string, T>();
        }
        return entries.Items.Keys.ToDictionary(name => name, name => bind(name, new SettingsReader(_root, $"{full}.{SettingsPath.Quoted(name)}", _report)));
    }

    /// <summary>True when the key is there; use only in sections that a user names, where keys may be left out.</summary>
    public bool Has(string key)
    {
        _report.Used(Full(key), isMap: false);
        return _root.HasPath(Full(key));
    }

    /// <summary>Adds a problem of this section's own checking.</summary>
    public void Problem(string key, string what) => _report.Problem(Full(key), what);

    /// <summary>`HeardAndSeen` becomes `heard-and-seen`.</summary>
    public static string Dashed(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private IEnumerable<KeyValuePair<string, T>> ChoicesBelow<T>(string name) where T : struct, Enum
    {
        return _root.GetValue(_path) is { } value && value.IsObject() && value.GetObject() is { } entries
            ? entries.Items.Keys.SelectMany(below => Section(SettingsPath.Quoted(below), reader => reader.ChoicesBelow<T>($"{name}.{below}")))
            : [KeyValuePair.Create(name, Choice<T>(""))];
    }

    private TimeSpan Duration(string key, string wanted, TimeSpan least) => Read(key, wanted, text =>
    {
        if (!text.Any(char.IsLetter))
            throw new FormatException();
        var value = _root.GetTimeSpan(Full(key), null, allowInfinite: false);
        return value >= least ? value : throw new FormatException();
    }, TimeSpan.FromSeconds(1));

    private T Read<T>(string key, string wanted, Func<string, T> parse, T instead)
    {
        var full = Full(key);
        _report.Used(full, isMap: false);
        if (!_root.HasPath(full))
        {
            _report.Problem(full, $"is missing; it must be {wanted}");
            return instead;
        }
        var text = "";
        try
        {
            var value = _root.GetValue(full);
            var wantsList = typeof(T) == typeof(IReadOnlyList<string>);
            // an empty list does not count as one for IsArray
            if (value is null || value.IsObject() || (value.IsString() || value.IsEmpty) == wantsList)
                throw new FormatException();
            text = wantsList ? "" : value.GetString() ?? "";
            return parse(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or InvalidOperationException or ConfigurationException)
        {
            _report.Problem(full, $"is '{text}'; it must be {wanted}");
            return instead;
        }
    }

    private static string Wanted(double least, double most) => (double.IsInfinity(least), double.IsInfinity(most)) switch
    {
        (true, true) => "a number",
        (false, true) => FormattableString.Invariant($"a number of at least {least}"),
        _ => FormattableString.Invariant($"a number from {least} to {most}"),
    };

    /// <summary>An empty key stands for this section itself.</summary>
    private string Full(string key) => _path.Length == 0 || key.Length == 0 ? _path + key : $"{_path}.{key}";

    private static string Show(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds}s");
}
