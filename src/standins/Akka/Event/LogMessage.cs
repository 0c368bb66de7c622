namespace Akka.Event;

/// <summary>A log text whose arguments are filled in when it is printed.</summary>
public abstract class LogMessage(ILogMessageFormatter formatter, string format)
{
    protected readonly ILogMessageFormatter Formatter = formatter;

    public string Format { get; } = format;

    public abstract IEnumerable<object> Parameters();

    public abstract string Unformatted();

    public override string ToString() => Formatter.Format(Format, Parameters());
}
