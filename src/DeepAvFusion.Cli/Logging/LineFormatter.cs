using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace DeepAvFusion.Cli.Logging;

/// <summary>
/// One line an entry, whatever is in its message: a name that somebody else chose can neither begin a line of its own nor steer the terminal. A cause follows in the same line, without its
/// stack. Under systemd, which notes the time itself, the line begins with the level as a syslog number.
/// </summary>
internal sealed class LineFormatter(bool isSystemd, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "davf-line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder(logEntry.Formatter(logEntry.State, null));
        for (var cause = logEntry.Exception; cause is not null; cause = cause.InnerException)
            line.Append(CultureInfo.InvariantCulture, $": {cause.GetType().Name}: {cause.Message}");
        for (var i = 0; i < line.Length; i++)
        {
            if (char.IsControl(line[i]) || line[i] is '\u2028' or '\u2029')
                line[i] = ' ';
        }
        textWriter.Write(isSystemd
            ? $"<{Priority(logEntry.LogLevel)}>"
            : string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss.fff} {Word(logEntry.LogLevel),-7} "));
        textWriter.WriteLine(line);
    }

    private static string Word(Level level) => level switch
    {
        Level.Trace or Level.Debug => "debug",
        Level.Information => "info",
        Level.Warning => "warning",
        _ => "error",
    };

    private static int Priority(Level level) => level switch
    {
        Level.Trace or Level.Debug => 7,
        Level.Information => 6,
        Level.Warning => 4,
        Level.Error => 3,
        _ => 2,
    };
}
