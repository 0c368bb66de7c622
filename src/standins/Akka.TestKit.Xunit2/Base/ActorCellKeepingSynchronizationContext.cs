using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.TestKit;

/// <summary>Keeps the test actor the implicit sender of a test over its awaits.</summary>
internal sealed class ActorCellKeepingSynchronizationContext(ActorCell? cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Send(d, state));

    public override void Send(SendOrPostCallback d, object? state)
    {
        var contextBefore = Current;
        var cellBefore = InternalCurrentActorCellKeeper.Current;
        SetSynchronizationContext(this);
        InternalCurrentActorCellKeeper.Current = cell;
        try
        {
            d(state);
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = cellBefore;
            SetSynchronizationContext(contextBefore);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
