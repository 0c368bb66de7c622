using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace DeepAvFusion.Cli.Logging;

/// <summary>One pipeline for everything that is logged: ours, the actors' and the web server's. It goes to standard error; standard output stays for results.</summary>
internal static class LoggingHosting
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>Replaces whatever a host's builder has set up for logging.</summary>
    public static ILoggingBuilder AddLines(this ILoggingBuilder logging, LogSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(Of(settings.Level));
        foreach (var (category, level) in settings.Levels)
            logging.AddFilter(category, Of(level));
        // why a start or a stop failed is the command's to tell, once; what a check says is in its answer
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", Level.None);
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", Level.None);
        var kestrel = Of(settings.LevelOf(Kestrel));
        logging.AddFilter(Kestrel, level => level >= kestrel && level < Level.Critical);
        logging.Services.AddSingleton<ConsoleFormatter>(_ => new LineFormatter(SystemdHelpers.IsSystemdService(), TimeProvider.System));
        logging.AddJsonConsole(json =>
        {
            json.TimestampFormat = "O";
            json.UseUtcTimestamp = true;
        });
        // nobody waits for a terminal: what does not fit is dropped, and how much was is told
        return logging.AddConsole(console =>
        {
            console.FormatterName = settings.Format == LogFormat.Json ? ConsoleFormatterNames.Json : LineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = Level.Trace;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }

    /// <summary>The actors' part: the pipeline decides what is written, so the actor system lets pass what any category may want.</summary>
    public static AkkaConfigurationBuilder AddLines(this AkkaConfigurationBuilder akka, LogSettings settings) => akka.ConfigureLoggers(loggers =>
    {
        loggers.ClearLoggers();
        loggers.AddLogger<ActorLogger>();
        loggers.LogLevel = settings.Levels.Values.Append(settings.Level).Min() switch
        {
            LogLevel.Debug => Akka.Event.LogLevel.DebugLevel,
            LogLevel.Info => Akka.Event.LogLevel.InfoLevel,
            LogLevel.Warning => Akka.Event.LogLevel.WarningLevel,
            _ => Akka.Event.LogLevel.ErrorLevel,
        };
        loggers.DeadLetterOptions = new DeadLetterOptions { ShouldLog = TriStateValue.Some, LogCount = 10, LogDuringShutdown = false, LogSuspendDuration = TimeSpan.FromMinutes(5) };
    }).AddHocon($"akka {{ stdout-loglevel = OFF, stdout-logger-class = \"{typeof(SilentLogger).AssemblyQualifiedName}\" }}", HoconAddMode.Prepend);

    private static Level Of(LogLevel level) => level switch
    {
        LogLevel.Debug => Level.Debug,
        LogLevel.Info => Level.Information,
        LogLevel.Warning => Level.Warning,
        LogLevel.Error => Level.Error,
        _ => Level.None,
    };
}
