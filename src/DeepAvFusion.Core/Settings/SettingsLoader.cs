using Akka.Configuration;
using Akka.Configuration.Hocon;
using DeepAvFusion.Core.Settings.Hocon;

namespace DeepAvFusion.Core.Settings;

/// <summary>Puts the settings together: reference.conf, then the files a user names, then `key=value` overrides; and binds them, all problems told at once.</summary>
public static class SettingsLoader
{
    /// <summary>The documented defaults, hocon/reference.conf.</summary>
    public static string ReferenceText { get; } = ReadReference();

    /// <summary>Loads in order of growing weight: reference, files, overrides.</summary>
    /// <exception cref="SettingsException">A file cannot be read or parsed; names file and line.</exception>
    public static LoadedSettings Load(IReadOnlyList<string> files, IReadOnlyList<string> overrides) =>
        Load(new SettingsText("reference.conf", ReferenceText), [], "davf", files, overrides);

    /// <summary>Loads settings of another kind, with a reference of their own.</summary>
    /// <param name="reference">The documented defaults.</param>
    /// <param name="sections">Sections of the reference that the settings are laid over, the strongest first; none stands for all of it.</param>
    /// <param name="root">Section that holds all settings; empty where they stand at the top.</param>
    /// <exception cref="SettingsException">A file cannot be read or parsed; names file and line.</exception>
    public static LoadedSettings Load(
        SettingsText reference, IReadOnlyList<string> sections, string root, IReadOnlyList<string> files, IReadOnlyList<string> overrides)
    {
        var parser = new HoconFiles();
        var defaults = parser.Parse(reference, null, []);
        var settings = new HoconSection();
        foreach (var section in sections.Reverse())
            settings.Lay(SectionOf(defaults, section));
        if (sections.Count == 0)
            settings = defaults;
        foreach (var source in files.Select(HoconFiles.Read))
            settings.Lay(parser.Parse(source, Path.GetFullPath(source.Name), []));
        foreach (var source in overrides.Select(Override))
            settings.Lay(parser.Parse(source, null, []));
        var (config, places) = Finish(settings);
        return new LoadedSettings(config, places, reference.Name, root);
    }

    /// <summary>Keys without use that a section of a reference lists: for each, values that may be given, then what to do instead.</summary>
    /// <param name="section">Its path; below it, keys have the paths under which users may give them.</param>
    public static IReadOnlyDictionary<string, UnusedSetting> Unused(SettingsText reference, string section) =>
        Unused(Parse(reference).GetValue(section)!, "").ToDictionary(StringComparer.Ordinal);

    /// <summary>A duration above zero, written as in the settings.</summary>
    /// <exception cref="SettingsException">The text is no such duration.</exception>
    public static TimeSpan Duration(string text) => Duration(text, (reader, key) => reader.Positive(key));

    /// <summary>A duration that may be negative, written as in the settings.</summary>
    /// <exception cref="SettingsException">The text is no duration.</exception>
    public static TimeSpan SignedDuration(string text) => Duration(text, (reader, key) => reader.Signed(key));

    private static TimeSpan Duration(string text, Func<SettingsReader, string, TimeSpan> read)
    {
        var report = new SettingsReport();
        var value = read(new SettingsReader(Parse(Override($"duration={text}")), report), "duration");
        return report.Problems.Count == 0 ? value : throw new SettingsException([.. report.Problems.Select(p => $"{p.Key} {p.What}.")]);
    }

    private static IEnumerable<KeyValuePair<string, UnusedSetting>> Unused(HoconValue value, string path)
    {
        if (value.IsObject()) return value.GetObject()!.Items.SelectMany(item => Unused(item.Value, path.Length == 0 ? item.Key : $"{path}.{item.Key}"));
        var texts = value.GetStringList();
        return [KeyValuePair.Create(path, new UnusedSetting([.. texts.SkipLast(1)], texts[^1]))];
    }

    private static SettingsText Override(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new SettingsText($"--set {text[..equals].Trim()}", string.IsNullOrWhiteSpace(text[(equals + 1)..]) ? $"{text[..equals]}= \"\"" : text)
            : throw new SettingsException([$"'{text}' is not a setting: write --set key=value, such as --set davf.windowing.step=500ms."]);
    }

    private static Config Parse(SettingsText source) => Finish(new HoconFiles().Parse(source, null, [])).Config;

    private static (Config Config, IReadOnlyDictionary<string, HoconPlace> Places) Finish(HoconSection settings)
    {
        var (text, places) = HoconWriter.Write(new HoconResolver(settings, SecretVariables.Read).Resolve());
        return (ConfigurationFactory.ParseString(text), places);
    }

    private static HoconSection SectionOf(HoconSection settings, string path) =>
        path.Split('.').Aggregate(settings, (section, key) => section.Find(key)?.Value as HoconSection ?? throw new InvalidOperationException($"The reference has no section '{path}'."));

    private static string ReadReference()
    {
        using var stream = typeof(SettingsLoader).Assembly.GetManifestResourceStream("reference.conf")
            ?? throw new InvalidOperationException("reference.conf is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>One text that settings came from, and its name for error messages.</summary>
public sealed record SettingsText(string Name, string Text);
