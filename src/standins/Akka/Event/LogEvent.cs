using System.Globalization;
using Akka.Actor;

namespace Akka.Event;

/// <summary>One line of the log.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>UTC.</summary>
    public DateTime Timestamp { get; } = DateTime.UtcNow;

    public Thread Thread { get; } = Thread.CurrentThread;

    public string LogSource { get; protected set; } = "";

    public Type LogClass { get; protected set; } = typeof(object);

    /// <summary>A string or a <see cref="LogMessage"/>; its text is what ToString gives.</summary>
    public object Message { get; protected set; } = "";

    public Exception? Cause { get; protected set; }

    public abstract LogLevel LogLevel();

    public override string ToString()
    {
        var time = Timestamp.ToString("MM/dd/yyyy HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var line = $"[{LogLevel().StringFor()}][{time}][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}";
        return Cause is null ? line : line + Environment.NewLine + "Cause: " + Cause;
    }
}
