using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits the start value, then the running result after each element.</summary>
internal sealed class Scan<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> fold) : FlowStage<TIn, TOut>("scan")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, zero, fold, inheritedAttributes);

    private sealed class Logic(Scan<TIn, TOut> stage, TOut zero, Func<TOut, TIn, TOut> fold, Attributes attributes)
        : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private readonly TOut _zero = zero;
        private TOut _state = zero;
        private bool _zeroEmitted;

        public override void OnPull()
        {
            if (_zeroEmitted)
            {
                Pull(In);
                return;
            }

            _zeroEmitted = true;
            Push(Out, _zero);
            if (IsClosed(In))
                CompleteStage();
        }

        public override void OnPush()
        {
            try
            {
                _state = fold(_state, Grab(In));
            }
            catch (Exception e)
            {
                Recover(e);
                return;
            }

            Push(Out, _state);
        }

        public override void OnUpstreamFinish()
        {
            if (_zeroEmitted)
                CompleteStage();
        }

        private void Recover(Exception cause)
        {
            switch (Decide(cause))
            {
                case Directive.Stop:
                    FailStage(cause);
                    break;
                case Directive.Restart:
                    _state = _zero;
                    Push(Out, _zero);
                    break;
                default:
                    PullIfIdle();
                    break;
            }
        }
    }
}
