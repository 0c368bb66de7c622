using Akka.Configuration;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Server;

namespace DeepAvFusion.Cli.Commands;

/// <summary>All settings under `davf`: every command binds them whole, so that a mistake anywhere in a settings file is told by any of them.</summary>
internal sealed record ProductSettings(EngineSettings Engine, RunSinkSettings Sinks, ServerSettings Server, LogLevel Level)
{
    public static ProductSettings From(SettingsReader davf) => new(
        EngineSettings.From(davf), RunSinkSettings.From(davf), ServerSettings.From(davf), davf.Choice<LogLevel>("log.level"));

    /// <summary>The actor system's part of the settings.</summary>
    /// <param name="level">Null keeps the configured one.</param>
    public Config Akka(LoadedSettings loaded, LogLevel? level = null) => ConfigurationFactory.ParseString(
        $$"""
        akka {
          loglevel = {{(level ?? Level).ToString().ToUpperInvariant()}}
          stdout-loglevel = {{(level ?? Level).ToString().ToUpperInvariant()}}
          loggers = ["DeepAvFusion.Engine.Logging.StderrLogger, DeepAvFusion.Engine"]
        }
        """).WithFallback(loaded.Config);
}

/// <summary>How much is logged.</summary>
internal enum LogLevel
{
    Debug,
    Info,
    Warning,
    Error,
}
