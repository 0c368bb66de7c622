using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Cli.Logging;

/// <summary>What is logged, and how it is written.</summary>
/// <param name="Levels">Levels of parts of the program, by the beginning of their category.</param>
internal sealed record LogSettings(LogLevel Level, LogFormat Format, IReadOnlyDictionary<string, LogLevel> Levels)
{
    public static LogSettings From(SettingsReader davf) => davf.Section("logging", logging => new LogSettings(
        logging.Choice<LogLevel>("level"), logging.Choice<LogFormat>("format"), logging.Choices<LogLevel>("levels")));

    /// <summary>The same, but nothing of less weight than a level.</summary>
    public LogSettings AtLeast(LogLevel least) => this with { Level = More(Level, least), Levels = Levels.ToDictionary(level => level.Key, level => More(level.Value, least)) };

    /// <summary>The level of a category: that of the longest name it begins with.</summary>
    public LogLevel LevelOf(string category) =>
        Levels.Where(level => category == level.Key || category.StartsWith(level.Key + ".", StringComparison.OrdinalIgnoreCase)).OrderBy(level => level.Key.Length).Select(level => (LogLevel?)level.Value).LastOrDefault() ?? Level;

    private static LogLevel More(LogLevel a, LogLevel b) => a > b ? a : b;
}

/// <summary>How much is logged.</summary>
internal enum LogLevel
{
    Debug,
    Info,
    Warning,
    Error,
    None,
}

/// <summary>How an entry is written: one line in both.</summary>
internal enum LogFormat
{
    Text,
    Json,
}
