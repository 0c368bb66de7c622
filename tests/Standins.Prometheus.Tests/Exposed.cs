using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Prometheus;

namespace Standins.Prometheus.Tests;

/// <summary>Exposed metrics, read by the rules of the Prometheus text format; whatever breaks a rule throws.</summary>
internal sealed partial class Exposed
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary"];

    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    private Exposed(string text)
    {
        Require(text.Length == 0 || text.EndsWith('\n'), "the text does not end with a line feed");
        string? family = null;
        string? helped = null;
        foreach (var line in text.Split('\n')[..^1])
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal)) helped = Help(line);
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) family = Type(line, helped);
            else Sample(line, family);
        }

        foreach (var name in _types.Where(type => type.Value == "histogram").Select(type => type.Key)) CheckHistogram(name);
    }

    /// <summary>The value of a series as it is spelt, such as <c>name{a="b"}</c>.</summary>
    public double this[string series] => _samples[series];

    public IReadOnlyCollection<string> Series => _samples.Keys;

    public IReadOnlyDictionary<string, string> Families => _types;

    public static Exposed Parse(string text) => new(text);

    public static async Task<Exposed> FromAsync(CollectorRegistry registry) => new(await TextAsync(registry));

    public static async Task<string> TextAsync(CollectorRegistry registry, ExpositionFormat format = ExpositionFormat.PrometheusText)
    {
        using var stream = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(stream, format);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    private static string Help(string line)
    {
        var match = HelpLine().Match(line);
        Require(match.Success, $"not a HELP line: {line}");
        return match.Groups[1].Value;
    }

    private string Type(string line, string? helped)
    {
        var words = line.Split(' ');
        Require(words.Length == 4 && Types.Contains(words[3]), $"not a TYPE line: {line}");
        Require(words[2] == helped, $"no HELP line before: {line}");
        Require(_types.TryAdd(words[2], words[3]), $"declared twice: {line}");
        return words[2];
    }

    private void Sample(string line, string? family)
    {
        var match = SampleLine().Match(line);
        Require(match.Success, $"not a sample: {line}");
        Require(family is not null, $"a sample before any TYPE line: {line}");
        var suffix = match.Groups["name"].Value[Math.Min(family!.Length, match.Groups["name"].Value.Length)..];
        string[] allowed = _types[family] switch { "histogram" => ["_sum", "_count", "_bucket"], "summary" => ["_sum", "_count", ""], _ => [""] };
        Require(match.Groups["name"].Value == family + suffix && allowed.Contains(suffix), $"not of the family {family}: {line}");
        var names = match.Groups["label"].Captures.Select(capture => capture.Value).ToList();
        Require(names.Distinct().Count() == names.Count, $"a label twice: {line}");
        Require(_samples.TryAdd(match.Groups["series"].Value, Number(match.Groups["value"].Value)), $"a series twice: {line}");
    }

    private void CheckHistogram(string name)
    {
        var groups = _samples.Where(sample => sample.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal))
            .GroupBy(sample => Bound().Replace(sample.Key[(name.Length + "_bucket".Length)..], "").Replace("{}", "", StringComparison.Ordinal));
        foreach (var group in groups)
        {
            var bounds = group.Select(sample => Number(Bound().Match(sample.Key).Groups[1].Value)).ToList();
            var counts = group.Select(sample => sample.Value).ToList();
            Require(bounds.SequenceEqual(bounds.Distinct().Order()) && double.IsPositiveInfinity(bounds[^1]), $"{name} has bad bounds");
            Require(counts.SequenceEqual(counts.Order()), $"{name} has counts that are not cumulative");
            Require(counts[^1] == _samples[name + "_count" + group.Key], $"{name}'s last bucket is not its count");
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static void Require(bool condition, string problem)
    {
        if (!condition) throw new FormatException(problem);
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)*$")]
    private static partial Regex HelpLine();

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?:(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\\\|\\"|\\n)*",?)+(?<!,)\})?) (?<value>\+Inf|-Inf|NaN|-?[0-9.]+(?:e[+-]?[0-9]+)?)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex(",?le=\"([^\"]*)\"")]
    private static partial Regex Bound();
}
