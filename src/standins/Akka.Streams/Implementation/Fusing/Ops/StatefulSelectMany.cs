using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits all elements that a function, made anew for each run, gives for each element.</summary>
internal sealed class StatefulSelectMany<TIn, TOut>(Func<Func<TIn, IEnumerable<TOut>>> factory) : FlowStage<TIn, TOut>("selectMany")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, factory, inheritedAttributes);

    private sealed class Logic(StatefulSelectMany<TIn, TOut> stage, Func<Func<TIn, IEnumerable<TOut>>> factory, Attributes attributes)
        : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private Func<TIn, IEnumerable<TOut>> _mapper = factory();
        private IEnumerator<TOut>? _current;
        private bool _hasNext;

        public override void OnPush()
        {
            try
            {
                _current = _mapper(Grab(In)).GetEnumerator();
            }
            catch (Exception e)
            {
                Recover(e);
                return;
            }

            if (TryAdvance())
                PushNext();
        }

        public override void OnPull()
        {
            if (_hasNext)
                PushNext();
            else
                PullOrComplete();
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasNext)
                CompleteStage();
        }

        public override void PostStop() => Drop();

        protected override void Reset() => _mapper = factory();

        private void PushNext()
        {
            if (!_hasNext)
            {
                PullOrComplete();
                return;
            }

            if (!IsAvailable(Out))
                return;
            var element = _current!.Current;
            if (!TryAdvance())
                return;
            Push(Out, element);
            if (!_hasNext && IsClosed(In))
                CompleteStage();
        }

        /// <summary>What the sequence itself throws is not supervised.</summary>
        private bool TryAdvance()
        {
            try
            {
                _hasNext = _current!.MoveNext();
            }
            catch (Exception e)
            {
                FailStage(new AggregateException(e));
                return false;
            }

            if (!_hasNext)
                Drop();
            return true;
        }

        private void Drop()
        {
            _hasNext = false;
            _current?.Dispose();
            _current = null;
        }

        private void PullOrComplete()
        {
            if (IsClosed(In))
                CompleteStage();
            else if (!HasBeenPulled(In) && IsAvailable(Out))
                Pull(In);
        }

        private void Recover(Exception cause)
        {
            Drop();
            var directive = Decide(cause);
            if (directive == Directive.Stop)
            {
                FailStage(cause);
                return;
            }

            if (directive == Directive.Restart)
                Reset();
            PullOrComplete();
        }
    }
}
