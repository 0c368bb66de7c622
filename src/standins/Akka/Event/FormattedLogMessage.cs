namespace Akka.Event;

internal sealed class FormattedLogMessage(ILogMessageFormatter formatter, string format, object?[] args) : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => args!;

    public override string Unformatted() => string.Join(",", args);
}
