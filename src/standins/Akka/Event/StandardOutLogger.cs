namespace Akka.Event;

/// <summary>Prints log events to standard output.</summary>
public class StandardOutLogger : MinimalLogger
{
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    public static bool UseColors { get; set; } = true;

    public override string ToString() => "StandardOutLogger";

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            Print(logEvent);
        else
            Console.WriteLine(message);
    }

    internal static void Print(LogEvent logEvent)
    {
        string text;
        try
        {
            text = logEvent.ToString();
        }
        catch (FormatException cause)
        {
            var message = logEvent.Message as LogMessage;
            text = $"[{logEvent.LogLevel().StringFor()}][{logEvent.LogSource}] Received a malformed formatted message. " +
                   $"Template: [{message?.Format}], args: [{message?.Unformatted()}]. {cause.Message}";
        }
        if (!UseColors || Console.IsOutputRedirected)
        {
            Console.WriteLine(text);
            return;
        }
        var before = Console.ForegroundColor;
        Console.ForegroundColor = logEvent.LogLevel() switch
        {
            LogLevel.DebugLevel => DebugColor,
            LogLevel.InfoLevel => InfoColor,
            LogLevel.WarningLevel => WarningColor,
            _ => ErrorColor,
        };
        Console.WriteLine(text);
        Console.ForegroundColor = before;
    }
}
