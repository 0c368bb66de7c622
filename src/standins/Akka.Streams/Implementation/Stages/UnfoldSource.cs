using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what a function makes of a state, until it gives none.</summary>
internal sealed class UnfoldSource<TState, T>(TState state, Func<TState, Option<(TState, T)>> unfold) : SourceStage<T>("unfold")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes) => new Logic(Shape, state, unfold);

    private sealed class Logic(SourceShape<T> shape, TState state, Func<TState, Option<(TState, T)>> unfold) : SourceLogic<T>(shape)
    {
        private TState _state = state;

        public override void OnPull()
        {
            var next = unfold(_state);
            if (!next.HasValue)
            {
                CompleteStage();
                return;
            }

            _state = next.Value.Item1;
            Push(Out, next.Value.Item2);
        }
    }
}
