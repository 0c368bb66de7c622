using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what a task makes of a state, until it gives none.</summary>
internal sealed class UnfoldAsyncSource<TState, T>(TState state, Func<TState, Task<Option<(TState, T)>>> unfold) : SourceStage<T>("unfoldAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, state, unfold);

    private sealed class Logic(SourceShape<T> shape, TState state, Func<TState, Task<Option<(TState, T)>>> unfold) : SourceLogic<T>(shape)
    {
        private TState _state = state;
        private Action<Task<Option<(TState, T)>>> _unfolded = null!;

        public override void PreStart() => _unfolded = GetAsyncCallback<Task<Option<(TState, T)>>>(OnUnfolded);

        public override void OnPull() => AsyncResult.Then(unfold(_state), OnUnfolded, _unfolded);

        private void OnUnfolded(Task<Option<(TState, T)>> task)
        {
            if (AsyncResult.FailureOf(task) is { } failure)
                FailStage(failure);
            else if (!task.Result.HasValue)
                CompleteStage();
            else
            {
                _state = task.Result.Value.Item1;
                Push(Out, task.Result.Value.Item2);
            }
        }
    }
}
