using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Actor;

public partial class ActorCell
{
    private readonly ChildrenContainer _children = new();
    private long _childNumber = -1;

    public virtual IActorRef ActorOf(Props props, string? name = null) => MakeChild(props, name, systemService: false);

    /// <summary>Creates a child from any thread, for the guardians.</summary>
    internal IInternalActorRef AttachChild(Props props, bool systemService, string? name = null) => MakeChild(props, name, systemService);

    /// <summary>May be called from any thread.</summary>
    public IEnumerable<IInternalActorRef> GetChildren() => _children.Refs();

    IEnumerable<IActorRef> IActorContext.GetChildren() => _children.Refs();

    public IActorRef Child(string name) => _children.ByName(name) is { } stats ? stats.Child : ActorRefs.Nobody;

    /// <summary>May be called from any thread. A name may carry the uid of one incarnation, as <c>name#uid</c>.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
            return _children.ByName(name)?.Child ?? ActorRefs.Nobody;
        var found = _children.ByName(name[..hash])?.Child;
        return found is not null && long.TryParse(name[(hash + 1)..], out var uid) && found.Path.Uid == uid ? found : ActorRefs.Nobody;
    }

    public void Stop(IActorRef child)
    {
        _children.MarkDying(child);
        ((IInternalActorRef)child).Stop();
    }

    private IInternalActorRef MakeChild(Props props, string? name, bool systemService)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is null)
            name = "$" + Base64Encoding.Encode(Interlocked.Increment(ref _childNumber));
        else
            CheckName(name);
        _children.Reserve(name);
        IInternalActorRef child;
        try
        {
            var path = new ChildActorPath(Self.Path, name, SystemImpl.NextUid());
            child = SystemImpl.LocalProvider.CreateActor(SystemImpl, props, InternalSelf, path, systemService);
        }
        catch (Exception)
        {
            _children.Unreserve(name);
            throw;
        }
        for (var i = 0; i < Mailbox.SuspendCount; i++)
            child.Suspend();
        _children.Add(name, child);
        child.Start();
        return child;
    }

    private void CheckName(string name)
    {
        if (name.Length == 0)
            throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}] under {Self.Path}. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {ActorPath.ValidSymbols}.");
    }

    private void SuspendChildren(IActorRef? except = null)
    {
        foreach (var child in _children.Refs())
        {
            if (!child.Equals(except))
                child.Suspend();
        }
    }

    private void ResumeChildren(Exception? causedByFailure, IActorRef? perpetrator)
    {
        foreach (var child in _children.Refs())
            child.Resume(child.Equals(perpetrator) ? causedByFailure : null);
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var finished = _children.Remove(child);
        // a strategy may use the context even while this actor is being restarted or stopped
        if (_actor is not null)
        {
            try
            {
                SupervisorStrategyOf(_actor).HandleChildTerminated(this, child, _children.Refs());
            }
            catch (Exception cause)
            {
                HandleInvokeFailure(cause, child);
            }
        }
        switch (finished)
        {
            case WaitReason.Recreation: FinishRecreate(_recreateCause!); break;
            case WaitReason.Creation: FinishCreate(); break;
            case WaitReason.Termination: FinishTerminate(); break;
            default: break;
        }
    }
}
