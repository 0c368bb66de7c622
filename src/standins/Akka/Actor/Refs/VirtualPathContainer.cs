using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>Holds references that are not actors under a path of their own, as <c>/temp</c> does for Asks.</summary>
internal sealed class VirtualPathContainer(IActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public void Add(string name, IInternalActorRef child) => _children[name] = child;

    public void Remove(string name) => _children.TryRemove(name, out _);

    public override IActorRef GetChild(IReadOnlyList<string> name) =>
        name.Count == 0 ? this : _children.TryGetValue(name[0], out var child) ? child.GetChild([.. name.Skip(1)]) : ActorRefs.Nobody;
}
