using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The reference of a path where no actor lives: messages become dead letters, watchers are told at once.</summary>
public class EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : MinimalActorRef
{
    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override bool IsTerminated => true;

    protected EventStream EventStream => eventStream;

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is Watch watch && !watch.Watcher.Equals(this))
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false));
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is DeadLetter letter)
            Deliver(letter.Message, letter.Sender, letter.Recipient);
        else
            Deliver(message, sender.IsNobody() ? provider.DeadLetters : sender, this);
    }

    private void Deliver(object message, IActorRef sender, IActorRef recipient)
    {
        if (message is ActorSelectionMessage selection)
            message = selection.Message;
        if (message is Identify identify)
            sender.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
        else if (message is IDeadLetterSuppression suppressed)
            eventStream.Publish(new SuppressedDeadLetter(suppressed, sender, recipient));
        else
            eventStream.Publish(new DeadLetter(message, sender, recipient));
    }
}
