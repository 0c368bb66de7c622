using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private Exception? _recreateCause;
    private IActorRef? _perpetrator;

    private readonly Queue<ISystemMessage> _stashedSystem = new();

    private bool IsFailed => _perpetrator is not null;

    private bool IsNormal => _children.Reason is WaitReason.None or WaitReason.UserRequest;

    private bool IsTerminating => _terminated || _children.Reason == WaitReason.Termination;

    /// <summary>Handles a message of the library, on the mailbox's thread.</summary>
    internal void SystemInvoke(ISystemMessage message)
    {
        if (MustWait(message))
        {
            _stashedSystem.Enqueue(message);
            return;
        }
        try
        {
            switch (message)
            {
                case Create: CreateActor(); break;
                case Dispatch.SysMsg.Suspend: FaultSuspend(); break;
                case Dispatch.SysMsg.Resume resume: FaultResume(resume.CausedByFailure); break;
                case Recreate recreate: FaultRecreate(recreate.Cause); break;
                case Terminate: FaultTerminate(); break;
                case Dispatch.SysMsg.Watch watch: AddWatcher(watch.Watchee, watch.Watcher); break;
                case Dispatch.SysMsg.Unwatch unwatch: RemoveWatcher(unwatch.Watchee, unwatch.Watcher); break;
                case Failed failed: HandleFailure(failed); break;
                case DeathWatchNotification death: WatchedActorTerminated(death.Actor, death.ExistenceConfirmed); break;
                default: break;
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    /// <summary>Gives back a message that had to wait and no longer has to.</summary>
    internal bool TryUnstashSystem([NotNullWhen(true)] out ISystemMessage? message) =>
        _stashedSystem.TryPeek(out message) && !MustWait(message) && _stashedSystem.TryDequeue(out message);

    // failures of children wait while this actor is suspended or awaits, its own restart while it waits for children to end
    private bool MustWait(ISystemMessage message) => message switch
    {
        Failed => Mailbox.IsSuspended || !IsNormal,
        Recreate or Dispatch.SysMsg.Suspend or Dispatch.SysMsg.Resume => _children.Reason is WaitReason.Recreation or WaitReason.Creation,
        _ => false,
    };

    /// <summary>Suspends this actor and its children and leaves the decision to the parent.</summary>
    internal void HandleInvokeFailure(Exception cause, IActorRef? culprit = null)
    {
        if (IsFailed || _terminated)
            return;
        Mailbox.Suspend();
        _perpetrator = CurrentFailedChild ?? culprit ?? Self;
        SuspendChildren(except: CurrentFailedChild);
        Parent.SendSystemMessage(new Failed(InternalSelf, cause));
    }

    private IActorRef? CurrentFailedChild { get; set; }

    private void CreateActor()
    {
        try
        {
            _actor = NewActor();
            UseThreadContext(_actor.AroundPreStart);
            CheckReceiveTimeout();
            if (SystemImpl.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), _actor.GetType(), "Started (" + _actor + ")"));
        }
        catch (Exception cause)
        {
            ClearActor(_actor);
            _actor = null;
            throw InitializationFailure(cause);
        }
    }

    private ActorInitializationException InitializationFailure(Exception cause)
    {
        var inner = cause is System.Reflection.TargetInvocationException { InnerException: { } thrown } ? thrown : cause;
        return inner as ActorInitializationException ?? new ActorInitializationException(Self, "Exception during creation: " + inner.Message, inner);
    }

    private void FaultSuspend()
    {
        Mailbox.Suspend();
        SuspendChildren();
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null && !_terminated && IsNormal)
        {
            FaultCreate();
            return;
        }
        var perpetrator = _perpetrator;
        Mailbox.Resume();
        if (causedByFailure is not null)
            _perpetrator = null;
        ResumeChildren(causedByFailure, perpetrator);
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is null && IsNormal)
        {
            FaultCreate();
        }
        else if (IsNormal)
        {
            var failed = _actor!;
            try
            {
                UseThreadContext(() => failed.AroundPreRestart(cause, CurrentMessage));
            }
            catch (Exception thrown)
            {
                var problem = new PreRestartException(Self, thrown, cause, CurrentMessage);
                Publish(new Error(problem, Self.Path.ToString(), failed.GetType(), thrown.Message));
            }
            finally
            {
                ClearActor(failed);
            }
            _recreateCause = cause;
            if (!_children.TryWait(WaitReason.Recreation))
                FinishRecreate(cause);
        }
        else
        {
            // already on the way out: only keeps the suspend count balanced
            FaultResume(null);
        }
    }

    private void FaultCreate()
    {
        CancelReceiveTimeout();
        foreach (var child in _children.Refs())
            Stop(child);
        if (!_children.TryWait(WaitReason.Creation))
            FinishCreate();
    }

    private void FinishCreate()
    {
        Mailbox.Resume();
        _perpetrator = null;
        try
        {
            CreateActor();
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private void FinishRecreate(Exception cause)
    {
        var survivors = _children.Refs();
        _recreateCause = null;
        Mailbox.Resume();
        _perpetrator = null;
        try
        {
            _actor = null;
            var fresh = NewActor();
            _actor = fresh;
            UseThreadContext(() => fresh.AroundPostRestart(cause, null));
            CheckReceiveTimeout();
            if (SystemImpl.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), fresh.GetType(), "Restarted (" + fresh + ")"));
            foreach (var survivor in survivors)
                survivor.Restart(cause);
        }
        catch (Exception thrown)
        {
            ClearActor(_actor);
            _actor = null;
            HandleInvokeFailure(new PostRestartException(Self, Unwrap(thrown), cause));
        }
    }

    private static Exception Unwrap(Exception thrown) =>
        thrown is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : thrown;

    private void FaultTerminate()
    {
        SetReceiveTimeout();
        foreach (var child in _children.Refs())
            Stop(child);
        var wasTerminating = IsTerminating;
        if (_children.TryWait(WaitReason.Termination))
        {
            if (!wasTerminating)
            {
                // no further messages, and a failure of a dying child is not ours to escalate
                Mailbox.Suspend();
                _perpetrator = Self;
            }
        }
        else
        {
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        if (_terminated)
            return;
        var actor = _actor;
        _terminated = true;
        try
        {
            if (actor is { IsCleared: false })
                UseThreadContext(actor.AroundPostStop);
        }
        catch (Exception cause)
        {
            Publish(new Error(cause, Self.Path.ToString(), actor!.GetType(), cause.Message));
        }
        finally
        {
            ClearActor(actor);
            _children.Close();
            Dispatcher.Detach(this);
            Parent.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true));
            TellWatchersWeDied();
            UnwatchAll();
            if (SystemImpl.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), actor?.GetType() ?? Props.Type, "Stopped"));
            _actor = null;
            _behaviors.Clear();
        }
    }

    private void HandleFailure(Failed failed)
    {
        var stats = _children.ByRef(failed.Child);
        if (stats is null)
            return;
        CurrentFailedChild = failed.Child;
        _sender = failed.Child;
        try
        {
            var strategy = _actor is null ? Akka.Actor.SupervisorStrategy.StoppingStrategy : SupervisorStrategyOf(_actor);
            if (!strategy.HandleFailure(this, failed.Child, failed.Cause, stats, _children.Stats()))
                HandleInvokeFailure(failed.Cause);
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        finally
        {
            CurrentFailedChild = null;
            _sender = null;
        }
    }

    private SupervisorStrategy SupervisorStrategyOf(ActorBase actor) => _props.SupervisorStrategy ?? actor.Strategy;
}
