using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace DeepAvFusion.Engine.Logging;

/// <summary>Writes the actor system's log to standard error, a line an event; standard output stays for results. A cause is told in one line, its stack at debug level only.</summary>
public sealed class StderrLogger : ReceiveActor
{
    public StderrLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private static void Write(LogEvent log)
    {
        var cause = log.Cause is null ? "" : $": {log.Cause.GetType().Name}: {log.Cause.Message.ReplaceLineEndings(" ")}";
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{log.Timestamp.ToLocalTime():HH:mm:ss.fff} {Name(log.LogLevel()),-7} {log.Message?.ToString()?.ReplaceLineEndings(" ")}{cause}"));
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => "debug",
        LogLevel.InfoLevel => "info",
        LogLevel.WarningLevel => "warning",
        _ => "error",
    };
}
