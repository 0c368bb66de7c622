using Akka.Actor;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>The actor that islands run in; it stops when they have ended, and they end when it stops.</summary>
internal sealed class IslandActor(IslandHost host) : ActorBase
{
    protected override void PreStart() => host.Attach(Context, Self);

    protected override bool Receive(object message)
    {
        if (message is not IslandHost.Continue)
            return false;
        host.Work();
        return true;
    }

    protected override void PostStop() => host.Close(new AbruptTerminationException(Self));

    protected override void PreRestart(Exception reason, object message) => host.Close(reason);
}
