using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>The logger of a test's system: shows its event filters every log event and dead letter, and prints what none of them takes.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<LogEventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                foreach (var channel in (Type[])[typeof(Mute), typeof(Unmute), typeof(DeadLetter)])
                    Context.System.EventStream.Subscribe(Self, channel);
                Sender.Tell(new LoggerInitialized());
                return true;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                    _filters.Remove(filter);
                return true;
            case DeadLetter letter:
                Taken(new Warning(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter));
                return true;
            case LogEvent logEvent:
                if (!Taken(logEvent))
                    Print(logEvent);
                return true;
            default:
                return base.Receive(message);
        }
    }

    private bool Taken(LogEvent logEvent)
    {
        foreach (var filter in _filters)
        {
            try
            {
                if (filter.Apply(logEvent))
                    return true;
            }
            catch (Exception)
            {
                // a filter that cannot judge an event does not take it
            }
        }
        return false;
    }
}
