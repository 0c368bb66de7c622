using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits one result over all elements, at the end.</summary>
internal sealed class Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> fold) : FlowStage<TIn, TOut>("aggregate")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, zero, fold, inheritedAttributes);

    private sealed class Logic(Aggregate<TIn, TOut> stage, TOut zero, Func<TOut, TIn, TOut> fold, Attributes attributes)
        : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private readonly TOut _zero = zero;
        private TOut _state = zero;

        public override void OnPush()
        {
            try
            {
                _state = fold(_state, Grab(In));
            }
            catch (Exception e)
            {
                Supervise(e);
                return;
            }

            Pull(In);
        }

        public override void OnPull()
        {
            if (!HasBeenPulled(In))
                Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            Emit(Out, _state);
            CompleteStage();
        }

        protected override void Reset() => _state = _zero;
    }
}
