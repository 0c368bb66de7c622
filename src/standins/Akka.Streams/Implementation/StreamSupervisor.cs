using Akka.Actor;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Implementation;

/// <summary>The parent of all actors of one materializer.</summary>
internal sealed class StreamSupervisor(ActorMaterializerImpl materializer) : ActorBase
{
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Actor.Directive.Stop);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Start start:
                if (materializer.TryTake(start.Host))
                    Context.ActorOf(start.Props, start.Name);
                return true;
            case Make make:
                Sender.Tell(Context.ActorOf(make.Props, make.Name));
                return true;
            case GetChildren:
                Sender.Tell(new Children(Context.GetChildren().ToHashSet()));
                return true;
            case StopChildren:
                foreach (var child in Context.GetChildren())
                    Context.Stop(child);
                Sender.Tell(StoppedChildren.Instance);
                return true;
            default:
                return false;
        }
    }

    protected override void PostStop() => materializer.OnSupervisorStopped(new AbruptTerminationException(Self));

    /// <summary>Starts an island.</summary>
    internal sealed record Start(IslandHost Host, Props Props, string Name) : INoSerializationVerificationNeeded, Event.IDeadLetterSuppression;

    /// <summary>Makes any other actor and replies with it.</summary>
    internal sealed record Make(Props Props, string Name) : INoSerializationVerificationNeeded;

    /// <summary>Asks for <see cref="Children"/>.</summary>
    internal sealed class GetChildren
    {
        public static readonly GetChildren Instance = new();
    }

    internal sealed record Children(IReadOnlySet<IActorRef> Refs) : INoSerializationVerificationNeeded;

    /// <summary>Stops all streams; the reply is <see cref="StoppedChildren"/>.</summary>
    internal sealed class StopChildren
    {
        public static readonly StopChildren Instance = new();
    }

    internal sealed class StoppedChildren
    {
        public static readonly StoppedChildren Instance = new();
    }
}
