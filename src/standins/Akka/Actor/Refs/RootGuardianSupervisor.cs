using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stands above the root of the tree; completes the system's termination when the root has ended.</summary>
internal sealed class RootGuardianSupervisor(IActorRefProvider provider, ActorPath path, TaskCompletionSource termination) : MinimalActorRef
{
    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed: failed.Child.Stop(); break;
            case DeathWatchNotification: termination.TrySetResult(); break;
            default: break;
        }
    }
}
