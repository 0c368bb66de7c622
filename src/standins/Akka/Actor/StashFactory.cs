using Akka.Actor.Internal;

namespace Akka.Actor;

public static class StashFactory
{
    public static IStash CreateStash<T>(this IActorContext context) where T : ActorBase => CreateStash(context, typeof(T));

    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => CreateStash(context, actorInstance.GetType());

    public static IStash CreateStash(this IActorContext context, Type actorType)
    {
        var cell = (ActorCell)context;
        if (!typeof(IActorStash).IsAssignableFrom(actorType))
            throw new ArgumentException($"Actor {actorType} implements no stash interface, as {nameof(IWithStash)}.", nameof(actorType));
        return new MailboxStash(cell, typeof(IWithUnboundedStash).IsAssignableFrom(actorType) ? -1 : cell.SystemImpl.StashCapacity(cell.Props));
    }
}
