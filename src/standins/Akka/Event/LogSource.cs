using Akka.Actor;

namespace Akka.Event;

/// <summary>The name and type a log event carries for what logs.</summary>
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    public string Source { get; }

    public Type Type { get; }

    public static LogSource Create(object o) => o switch
    {
        IActorContext context => new LogSource(context.Self.Path.ToString(), context.Props.Type),
        IActorRef actor => new LogSource(actor.Path.ToString(), typeof(ActorBase)),
        string text => new LogSource(text, typeof(DummyClassForStringSources)),
        Type type => new LogSource(Logging.SimpleName(type), type),
        _ => new LogSource(Logging.SimpleName(o), o.GetType()),
    };

    public static LogSource Create(object o, ActorSystem system)
    {
        var plain = Create(o);
        return o is IActorContext or IActorRef ? plain : new LogSource($"{plain.Source} ({system})", plain.Type);
    }

    public static LogSource Create(string source, Type t) => new(source, t);
}
