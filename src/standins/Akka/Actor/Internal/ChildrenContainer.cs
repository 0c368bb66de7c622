namespace Akka.Actor.Internal;

/// <summary>What an actor waits for its last dying child to do.</summary>
internal enum WaitReason
{
    None,
    UserRequest,
    Recreation,
    Creation,
    Termination,
}

/// <summary>The children of an actor, readable from any thread.</summary>
internal sealed class ChildrenContainer
{
    private readonly Lock _gate = new();
    private readonly HashSet<IActorRef> _dying = [];
    private Dictionary<string, ChildRestartStats?>? _byName;
    private WaitReason _reason;
    private bool _closed;

    public WaitReason Reason
    {
        get
        {
            lock (_gate)
                return _reason;
        }
    }

    public void Reserve(string name)
    {
        lock (_gate)
        {
            if (_closed || _reason == WaitReason.Termination)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': {(_closed ? "terminated" : "terminating")}");
            _byName ??= [];
            if (!_byName.TryAdd(name, null))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (_gate)
            _byName!.Remove(name);
    }

    public void Add(string name, IInternalActorRef child)
    {
        lock (_gate)
            _byName![name] = new ChildRestartStats(child);
    }

    public ChildRestartStats? ByName(string name)
    {
        lock (_gate)
            return _byName?.GetValueOrDefault(name);
    }

    public ChildRestartStats? ByRef(IActorRef child) => ByName(child.Path.Name) is { } stats && stats.Child.Equals(child) ? stats : null;

    public IReadOnlyList<IInternalActorRef> Refs()
    {
        lock (_gate)
            return _byName is null ? [] : [.. _byName.Values.Where(stats => stats is not null).Select(stats => stats!.Child)];
    }

    public IReadOnlyCollection<ChildRestartStats> Stats()
    {
        lock (_gate)
            return _byName is null ? [] : [.. _byName.Values.Where(stats => stats is not null).Select(stats => stats!)];
    }

    public void MarkDying(IActorRef child)
    {
        lock (_gate)
        {
            if (_byName is null || !_byName.TryGetValue(child.Path.Name, out var stats) || stats is null || !stats.Child.Equals(child))
                return;
            _dying.Add(child);
            if (_reason == WaitReason.None)
                _reason = WaitReason.UserRequest;
        }
    }

    /// <summary>Waits for the dying children, if there are any.</summary>
    /// <returns>Whether there is something to wait for.</returns>
    public bool TryWait(WaitReason reason)
    {
        lock (_gate)
        {
            if (_dying.Count == 0)
                return false;
            _reason = reason;
            return true;
        }
    }

    /// <returns>What was waited for, when this was the last dying child.</returns>
    public WaitReason Remove(IActorRef child)
    {
        lock (_gate)
        {
            if (_byName is not null && _byName.TryGetValue(child.Path.Name, out var stats) && stats is not null && stats.Child.Equals(child))
                _byName.Remove(child.Path.Name);
            if (!_dying.Remove(child) || _dying.Count > 0)
                return WaitReason.None;
            var reason = _reason;
            _reason = WaitReason.None;
            return reason;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _byName = null;
            _dying.Clear();
        }
    }
}
