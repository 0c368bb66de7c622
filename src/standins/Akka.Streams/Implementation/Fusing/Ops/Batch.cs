using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Aggregates elements while there is no demand, up to a total cost.</summary>
internal sealed class Batch<TIn, TOut>(long max, Func<TIn, long> costFunc, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate)
    : FlowStage<TIn, TOut>("batch")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, max, costFunc, seed, aggregate, inheritedAttributes);

    private sealed class Logic(
        Batch<TIn, TOut> stage,
        long max,
        Func<TIn, long> costFunc,
        Func<TIn, TOut> seed,
        Func<TOut, TIn, TOut> aggregate,
        Attributes attributes) : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private TOut? _batch;
        private bool _hasBatch;
        private readonly long _max = max;
        private long _left = max;
        private TIn? _pending;
        private bool _hasPending;
        private long _pendingCost;

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var element = Grab(In);
            try
            {
                Add(element, costFunc(element));
            }
            catch (Exception e)
            {
                Recover(e);
                if (IsClosed(In))
                    return;
            }

            if (IsAvailable(Out))
                Flush();
            if (!_hasPending)
                PullIfIdle();
        }

        public override void OnPull()
        {
            if (_hasBatch)
                Flush();
            else if (IsClosed(In))
                CompleteStage();
            if (!_hasPending)
                PullIfIdle();
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasBatch)
                CompleteStage();
        }

        protected override void Reset()
        {
            _hasBatch = false;
            _batch = default;
            _left = _max;
            _hasPending = false;
            _pending = default;
        }

        private void Add(TIn element, long cost)
        {
            if (!_hasBatch)
            {
                _batch = seed(element);
                _hasBatch = true;
                _left = _max - cost;
            }
            else if (_left < cost)
            {
                _pending = element;
                _hasPending = true;
                _pendingCost = cost;
            }
            else
            {
                _left -= cost;
                _batch = aggregate(_batch!, element);
            }
        }

        private void Flush()
        {
            if (_hasBatch)
            {
                Push(Out, _batch!);
                _hasBatch = false;
                _batch = default;
                _left = _max;
            }

            if (_hasPending)
            {
                var element = _pending!;
                _hasPending = false;
                _pending = default;
                try
                {
                    Add(element, _pendingCost);
                }
                catch (Exception e)
                {
                    Recover(e);
                }
            }

            if (IsClosed(In) && !_hasBatch && !_hasPending)
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
                    Reset();
                    break;
            }
        }
    }
}
