using Akka.Dispatch;

namespace Akka.Actor;

public partial class ActorCell
{
    private ActorTaskScheduler? _taskScheduler;

    public virtual ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    internal void RunAsync(Func<Task> handler)
    {
        var start = new Task<Task>(handler);
        start.RunSynchronously(TaskScheduler);
        var running = start.IsCompletedSuccessfully ? start.Result : (Task)start;
        if (running.IsCompleted)
        {
            running.GetAwaiter().GetResult();
            return;
        }
        Mailbox.BeginAwait();
        running.ContinueWith(FinishAsync, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler);
    }

    internal void RunContinuation(Task task) => TaskScheduler.Execute(task);

    private void FinishAsync(Task handler)
    {
        Mailbox.EndAwait();
        if (handler.IsFaulted || handler.IsCanceled)
        {
            HandleInvokeFailure(handler.Exception is { InnerExceptions: [var only] } ? only : (Exception?)handler.Exception ?? new TaskCanceledException(handler));
        }
        else
        {
            CurrentMessage = null;
            _sender = null;
        }
        CheckReceiveTimeout();
    }
}
