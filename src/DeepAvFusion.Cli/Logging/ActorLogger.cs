using Akka.Actor;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace DeepAvFusion.Cli.Logging;

/// <summary>The actors' entries in the program's pipeline: each under the class that it comes from, as everybody else's.</summary>
/// <remarks>Akka.Hosting's own puts all of them under one category and writes time, thread and level into the message.</remarks>
internal sealed class ActorLogger : LoggerFactoryLogger
{
    private readonly ILoggerFactory _loggers = Context.System.Settings.Setup.Get<LoggerFactorySetup>().Value.LoggerFactory;

    protected override void Log(LogEvent log, ActorPath path) =>
        _loggers.CreateLogger(log.LogClass).Log(Of(log.LogLevel()), new EventId(), log.Message?.ToString() ?? "", log.Cause, static (message, _) => message);

    private static Level Of(Akka.Event.LogLevel level) => level switch
    {
        Akka.Event.LogLevel.DebugLevel => Level.Debug,
        Akka.Event.LogLevel.InfoLevel => Level.Information,
        Akka.Event.LogLevel.WarningLevel => Level.Warning,
        _ => Level.Error,
    };
}
