using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what its promise is given, unless that is null, then completes.</summary>
internal sealed class MaybeSource<T>() : SourceStage<T, TaskCompletionSource<T>>("maybeSource")
{
    public override ILogicAndMaterializedValue<TaskCompletionSource<T>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var promise = new TaskCompletionSource<T>();
        return new LogicAndMaterializedValue<TaskCompletionSource<T>>(new Logic(Shape, promise), promise);
    }

    private sealed class Logic(SourceShape<T> shape, TaskCompletionSource<T> promise) : SourceLogic<T>(shape)
    {
        public override void PreStart()
        {
            if (promise.Task.IsCompleted)
                OnGiven(promise.Task);
            else
                promise.Task.ContinueWith(
                    GetAsyncCallback<Task<T>>(OnGiven), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        public override void OnPull()
        {
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            promise.TrySetResult(default!);
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop()
        {
            promise.TrySetResult(default!);
        }

        private void OnGiven(Task<T> given)
        {
            if (!given.IsCompletedSuccessfully)
            {
                FailStage(given.Exception?.InnerException ?? new TaskCanceledException(given));
                return;
            }

            if (given.Result is not null)
                Emit(Out, given.Result);
            CompleteStage();
        }
    }
}
