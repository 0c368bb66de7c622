using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits the result of a task.</summary>
internal sealed class TaskSource<T>(Task<T> task) : SourceStage<T>("taskSource")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, task);

    private sealed class Logic(SourceShape<T> shape, Task<T> task) : SourceLogic<T>(shape)
    {
        private bool _asked;

        public override void OnPull()
        {
            if (_asked)
                return;
            _asked = true;
            if (task.IsCompleted)
                OnFinished(task);
            else
                task.ContinueWith(
                    GetAsyncCallback<Task<T>>(OnFinished), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        private void OnFinished(Task<T> finished)
        {
            if (!finished.IsCompletedSuccessfully)
            {
                FailStage(finished.Exception?.InnerException ?? new TaskCanceledException(finished));
                return;
            }

            Emit(Out, finished.Result);
            CompleteStage();
        }
    }
}
