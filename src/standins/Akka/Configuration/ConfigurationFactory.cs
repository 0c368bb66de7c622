using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes <see cref="Config"/> values from HOCON text.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Defaults = new(() => ParseString(DefaultSettings.Text));

    public static Config Empty => ParseString("");

    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">Gives the parsed content of what an <c>include "name"</c> names.</param>
    /// <exception cref="ConfigurationException">The text is malformed; the message names the line.</exception>
    /// <exception cref="FormatException">A character that has no meaning, or a substitution without a value.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        return new Config(Parser.Parse(hocon, includeCallback));
    }

    /// <summary>Nothing: the program's own configuration file is never read implicitly.</summary>
    public static Config Load() => ParseString("");

    /// <summary>The library's own defaults, the last fallback of every actor system.</summary>
    public static Config Default() => Defaults.Value;
}
