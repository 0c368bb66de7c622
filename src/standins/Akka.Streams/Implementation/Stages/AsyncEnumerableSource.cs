using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits an asynchronous sequence; cancelling the stream cancels its token and disposes it.</summary>
internal sealed class AsyncEnumerableSource<T>(Func<IAsyncEnumerable<T>> factory) : SourceStage<T>("asyncEnumerable")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, factory, new CancellationTokenSource());

    private sealed class Logic(SourceShape<T> shape, Func<IAsyncEnumerable<T>> factory, CancellationTokenSource stop)
        : SourceLogic<T>(shape)
    {
        private IAsyncEnumerator<T> _elements = null!;
        private Action<Task<bool>> _moved = null!;
        private Task<bool> _move = Task.FromResult(false);

        public override void PreStart()
        {
            _elements = factory().GetAsyncEnumerator(stop.Token);
            _moved = GetAsyncCallback<Task<bool>>(OnMoved);
        }

        public override void OnPull()
        {
            var move = _elements.MoveNextAsync();
            _move = move.AsTask();
            if (_move.IsCompleted)
                OnMoved(_move);
            else
                _move.ContinueWith(_moved, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        public override void PostStop()
        {
            stop.Cancel();
            if (_elements is not null)
                _ = DisposeAsync(_elements, _move, stop);
        }

        private void OnMoved(Task<bool> move)
        {
            if (!move.IsCompletedSuccessfully)
                FailStage(move.Exception?.InnerException ?? new TaskCanceledException(move));
            else if (move.Result)
                Push(Out, _elements.Current);
            else
                CompleteStage();
        }

        /// <summary>An enumerator may only be disposed of when it does not move.</summary>
        private static async Task DisposeAsync(IAsyncEnumerator<T> elements, Task<bool> move, CancellationTokenSource stop)
        {
            await ((Task)move).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            await elements.DisposeAsync().ConfigureAwait(false);
            stop.Dispose();
        }
    }
}
