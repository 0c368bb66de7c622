using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Extrapolates the last element for as long as there is more demand than elements.</summary>
internal sealed class Expand<TIn, TOut>(Func<TIn, IEnumerator<TOut>> extrapolate) : FlowStage<TIn, TOut>("expand")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, extrapolate, inheritedAttributes);

    private sealed class Logic(Expand<TIn, TOut> stage, Func<TIn, IEnumerator<TOut>> extrapolate, Attributes attributes)
        : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private IEnumerator<TOut>? _current;
        private bool _hasNext;
        private bool _expanded;

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            _current?.Dispose();
            _current = extrapolate(Grab(In));
            _hasNext = _current.MoveNext();
            _expanded = false;
            if (!_hasNext)
            {
                Pull(In);
                return;
            }

            if (!IsAvailable(Out))
                return;
            _expanded = true;
            Pull(In);
            PushNext();
        }

        public override void OnPull()
        {
            if (!_hasNext)
                return;
            if (!_expanded)
            {
                _expanded = true;
                if (IsClosed(In))
                {
                    PushNext();
                    CompleteStage();
                    return;
                }

                PullIfIdle();
            }

            PushNext();
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasNext || _expanded)
                CompleteStage();
        }

        public override void PostStop() => _current?.Dispose();

        private void PushNext()
        {
            var element = _current!.Current;
            _hasNext = _current.MoveNext();
            Push(Out, element);
        }
    }
}
