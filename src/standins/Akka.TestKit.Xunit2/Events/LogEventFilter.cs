using Akka.Event;

namespace Akka.TestKit;

/// <summary>A predicate on log events that counts what it takes; the description stands in a failed expectation.</summary>
internal sealed class LogEventFilter(Predicate<LogEvent> matches, string description) : IEventFilter
{
    public event Action? Matched;

    public bool Apply(LogEvent logEvent)
    {
        if (!matches(logEvent))
            return false;
        Matched?.Invoke();
        return true;
    }

    public override string ToString() => description;
}
