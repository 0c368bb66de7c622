using Akka.Configuration;
using Akka.Configuration.Hocon;

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
        List<SettingsText> sources = [reference, .. files.Select(ReadFile), .. overrides.Select(Override)];
        var defaults = Parse(reference);
        var config = sections.Count == 0 ? defaults : sections.Select(section => defaults.GetConfig(section)).Aggregate((strong, weak) => strong.WithFallback(weak));
        foreach (var source in sources.Skip(1))
            config = Parse(source).WithFallback(config);
        return new LoadedSettings(config, sources, root);
    }

    /// <summary>Keys without use that a section of a reference lists: for each, values that may be given, then what to do instead.</summary>
    /// <param name="section">Its path; below it, keys have the paths under which users may give them.</param>
    public static IReadOnlyDictionary<string, UnusedSetting> Unused(SettingsText reference, string section) =>
        Unused(Parse(reference).GetValue(section)!, "").ToDictionary(StringComparer.Ordinal);

    /// <summary>A duration above zero, written as in the settings.</summary>
    /// <exception cref="SettingsException">The text is no such duration.</exception>
    public static TimeSpan Duration(string text)
    {
        var report = new SettingsReport();
        var value = new SettingsReader(Parse(Override($"duration={text}")), report).Positive("duration");
        return report.Problems.Count == 0 ? value : throw new SettingsException([.. report.Problems.Select(p => $"{p.Key} {p.What}.")]);
    }

    private static IEnumerable<KeyValuePair<string, UnusedSetting>> Unused(HoconValue value, string path)
    {
        if (value.IsObject()) return value.GetObject()!.Items.SelectMany(item => Unused(item.Value, path.Length == 0 ? item.Key : $"{path}.{item.Key}"));
        var texts = value.GetStringList();
        return [KeyValuePair.Create(path, new UnusedSetting([.. texts.SkipLast(1)], texts[^1]))];
    }

    private static SettingsText ReadFile(string path)
    {
        try
        {
            return new SettingsText(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingsException([$"Cannot read the settings file '{path}': {e.Message} Give the path of a readable HOCON file."]);
        }
    }

    private static SettingsText Override(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new SettingsText($"--set {text[..equals].Trim()}", $"{text[..equals]} = {text[(equals + 1)..]}")
            : throw new SettingsException([$"'{text}' is not a setting: write --set key=value, such as --set davf.windowing.step=500ms."]);
    }

    private static Config Parse(SettingsText source)
    {
        HoconShape.Check(source);
        try
        {
            return ConfigurationFactory.ParseString(source.Text);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException || e.GetType().Name.StartsWith("Hocon", StringComparison.Ordinal))
        {
            throw new SettingsException([$"{source.Name}: not valid HOCON: {e.Message}"]);
        }
    }

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
