using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    private readonly Dictionary<IActorRef, object?> _watching = [];
    private readonly HashSet<IInternalActorRef> _watchedBy = [];
    private readonly Dictionary<IActorRef, object?> _terminatedQueued = [];

    public IActorRef Watch(IActorRef subject) => WatchFor(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WatchFor(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var watchee = (IInternalActorRef)subject;
        if (!watchee.Equals(Self) && _watching.Remove(watchee))
            watchee.SendSystemMessage(new Unwatch(watchee, InternalSelf));
        _terminatedQueued.Remove(watchee);
        return subject;
    }

    private IActorRef WatchFor(IActorRef subject, object? message)
    {
        var watchee = (IInternalActorRef)subject;
        if (watchee.Equals(Self))
            return subject;
        if (_watching.TryGetValue(watchee, out var before))
        {
            if (!Equals(before, message))
                throw new InvalidOperationException(
                    $"Watch({Self}, {watchee}) was called with message [{message}] while it is watched with [{before}]; call Unwatch first.");
            return subject;
        }
        watchee.SendSystemMessage(new Watch(watchee, InternalSelf));
        _watching.Add(watchee, message);
        return subject;
    }

    private void ReceivedTerminated(Terminated terminated)
    {
        // an Unwatch after the notice was queued takes it back
        if (_terminatedQueued.Remove(terminated.ActorRef, out var message))
            ReceiveMessage(message ?? terminated);
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed)
    {
        if (_watching.Remove(actor, out var message) && !IsTerminating)
        {
            _terminatedQueued[actor] = message;
            Self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated: false), actor);
        }
        if (_children.ByRef(actor) is not null)
            HandleChildTerminated(actor);
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(Self) && !watcher.Equals(Self))
            _watchedBy.Add(watcher);
        else if (watcher.Equals(Self))
            Watch(watchee);
    }

    private void RemoveWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(Self))
            _watchedBy.Remove(watcher);
        else if (watcher.Equals(Self))
            Unwatch(watchee);
    }

    private void TellWatchersWeDied()
    {
        foreach (var watcher in _watchedBy)
        {
            if (!watcher.Equals(Parent))
                watcher.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true));
        }
        _watchedBy.Clear();
    }

    private void UnwatchAll()
    {
        foreach (var watchee in _watching.Keys.Cast<IInternalActorRef>())
            watchee.SendSystemMessage(new Unwatch(watchee, InternalSelf));
        _watching.Clear();
        _terminatedQueued.Clear();
    }
}
