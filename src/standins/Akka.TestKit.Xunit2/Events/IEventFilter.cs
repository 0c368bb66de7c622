using Akka.Event;

namespace Akka.TestKit;

public interface IEventFilter
{
    /// <summary>Whether the filter takes the event.</summary>
    bool Apply(LogEvent logEvent);
}
