using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Fails the stream when an actor stops.</summary>
internal sealed class Watch<T>(IActorRef target) : FlowStage<T, T>("watch")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, target, inheritedAttributes);

    private sealed class Logic(Watch<T> stage, IActorRef target, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        public override void PreStart() => GetStageActor(message =>
        {
            if (message.Item2 is Terminated terminated && terminated.ActorRef.Equals(target))
                FailStage(new WatchedActorTerminatedException("Watch", target));
        }).Watch(target);

        public override void OnPush() => Push(Out, Grab(In));
    }
}
