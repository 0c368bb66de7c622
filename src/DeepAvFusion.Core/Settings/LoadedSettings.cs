using Akka.Configuration;
using Akka.Configuration.Hocon;
using DeepAvFusion.Core.Settings.Hocon;

namespace DeepAvFusion.Core.Settings;

/// <summary>Settings as put together from reference.conf, files and overrides; <see cref="Bind{T}(Func{SettingsReader, T})"/> turns a section into a checked record.</summary>
public sealed class LoadedSettings
{
    // of one start that goes wrong, more would only bury the first
    private const int MostProblems = 20;

    private readonly IReadOnlyDictionary<string, HoconPlace> _places;
    private readonly string _reference;
    private readonly string _root;

    /// <param name="places">Where each key was set last.</param>
    /// <param name="reference">Name of the documented defaults.</param>
    /// <param name="root">Section that holds all settings; empty where they stand at the top.</param>
    internal LoadedSettings(Config config, IReadOnlyDictionary<string, HoconPlace> places, string reference, string root) =>
        (Config, _places, _reference, _root) = (config, places, reference, root);

    public Config Config { get; }

    /// <summary>Binds everything.</summary>
    /// <exception cref="SettingsException">Wrong types, values out of range, unknown keys: all of them, each with its place.</exception>
    public T Bind<T>(Func<SettingsReader, T> bind) => Bind(bind, new Dictionary<string, UnusedSetting>());

    /// <summary>Binds everything; keys that others know and that have no use here are refused with what to do instead.</summary>
    /// <param name="unused">Such keys by their full path.</param>
    /// <exception cref="SettingsException">Wrong types, values out of range, unknown and useless keys: all of them, each with its place.</exception>
    public T Bind<T>(Func<SettingsReader, T> bind, IReadOnlyDictionary<string, UnusedSetting> unused)
    {
        var report = new SettingsReport();
        var top = new SettingsReader(Config, report);
        var bound = _root.Length == 0 ? bind(top) : top.Section(_root, bind);
        var problems = report.Problems.Select(p => $"{Place(p.Key)}{Plain(p.Key)} {p.What}.").ToList();
        var surplus = UnknownKeys(report).Select(key => Surplus(key, report, unused.GetValueOrDefault(key))).OfType<string>().Take(MostProblems + 1).ToList();
        problems.AddRange(surplus.Take(MostProblems));
        if (surplus.Count > MostProblems)
            problems.Add("Further keys are no known settings either.");
        return problems.Count == 0 ? bound : throw new SettingsException(problems);
    }

    /// <summary>Every key with a plain value, full paths, entries of user-named sections included.</summary>
    public IReadOnlyList<string> Keys() => [.. Leaves(_root.Length == 0 ? Config.Root : Config.GetValue(_root), _root)];

    /// <summary>Every key with a plain value, and that value as text.</summary>
    public IEnumerable<(string Key, string Value)> Values() => Keys().Select(key => (Plain(key), TextOf(key)));

    private string TextOf(string key) => Config.GetValue(key)?.GetString() ?? "";

    /// <summary>What is wrong with a key that nothing reads; null for one without use whose value changes nothing.</summary>
    private string? Surplus(string key, SettingsReport report, UnusedSetting? unused)
    {
        if (unused is null) return $"{Place(key)}{Plain(key)} is not a known setting{Suggestion(key, report)}.";
        return unused.Allows(TextOf(key)) ? null : $"{Place(key)}{Plain(key)} is '{TextOf(key)}', which has no use here: {unused.Instead}.";
    }

    private IEnumerable<string> UnknownKeys(SettingsReport report) =>
        Keys().Where(key => !report.Keys.Contains(key) && !report.Maps.Contains(key) && !report.Keys.Any(used => key.StartsWith(used + ".", StringComparison.Ordinal)));

    private static IEnumerable<string> Leaves(HoconValue? value, string path)
    {
        if (value?.GetObject() is not { } section || !value.IsObject())
            return value is null ? [] : [path];
        return section.Items.SelectMany(item => Leaves(item.Value, path.Length == 0 ? SettingsPath.Quoted(item.Key) : $"{path}.{SettingsPath.Quoted(item.Key)}"));
    }

    /// <summary>`file:line: ` of where the key was set last; nothing when that is the reference.</summary>
    private string Place(string key)
    {
        if (!_places.TryGetValue(Plain(key), out var place) || place.Source == _reference)
            return "";
        return place.Source.StartsWith("--set", StringComparison.Ordinal) ? "--set: " : $"{place.Source}:{place.Line}: ";
    }

    private static string Plain(string key) => key.Replace("\"", "", StringComparison.Ordinal);

    private string Suggestion(string key, SettingsReport report)
    {
        var near = report.Keys.Select(known => (Known: known, Distance: Distance(key, known))).OrderBy(k => k.Distance).FirstOrDefault();
        return near.Known is not null && near.Distance <= Math.Max(2, key.Length / 6) ? $"; did you mean {Plain(near.Known)}?" : $"; hocon/{_reference} lists them all";
    }

    /// <summary>Edit distance of two keys.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[b.Length];
    }
}
