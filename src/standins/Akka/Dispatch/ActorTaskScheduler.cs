using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Dispatch;

/// <summary>Runs the continuations of an actor's asynchronous handler as that actor, one at a time, with the sender it began with.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    public override int MaximumConcurrencyLevel => 1;

    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Starts the handler of the present message; until it is done the actor handles nothing else. A failure is the actor's.</summary>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = InternalCurrentActorCellKeeper.Current
                   ?? throw new InvalidOperationException("RunTask must be call from an actor context.");
        cell.RunAsync(asyncAction);
    }

    internal void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => _cell.Mailbox.EnqueueContinuation(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(InternalCurrentActorCellKeeper.Current, _cell) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
