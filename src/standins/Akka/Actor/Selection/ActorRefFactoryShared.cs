namespace Akka.Actor;

public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        var anchor = actorPath.Address.Equals(provider.DefaultAddress) ? provider.RootGuardian : provider.DeadLetters;
        return new ActorSelection(anchor, actorPath.Elements);
    }

    /// <param name="path">Absolute (<c>/user/a</c>, <c>akka://system/user/a</c>) or relative to <paramref name="lookupRoot"/>.</param>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        if (path.Contains("://", StringComparison.Ordinal))
            return ActorPath.TryParse(path, out var parsed) ? ActorSelection(parsed, system) : new ActorSelection(((ExtendedActorSystem)system).Provider.DeadLetters, "");
        return path.StartsWith('/')
            ? new ActorSelection(((ExtendedActorSystem)system).Provider.RootGuardian, path)
            : new ActorSelection(lookupRoot, path);
    }
}
