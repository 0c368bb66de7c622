using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits the start value, then the running result of a task after each element; or only the last.</summary>
internal sealed class ScanAsync<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> fold, bool onlyLast)
    : FlowStage<TIn, TOut>(onlyLast ? "aggregateAsync" : "scanAsync")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, zero, fold, onlyLast, inheritedAttributes);

    private sealed class Logic(
        ScanAsync<TIn, TOut> stage, TOut zero, Func<TOut, TIn, Task<TOut>> fold, bool onlyLast, Attributes attributes)
        : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private readonly TOut _zero = zero;
        private readonly bool _onlyLast = onlyLast;
        private TOut _state = zero;
        private Action<Task<TOut>> _completed = null!;
        private bool _running;
        private bool _zeroEmitted = onlyLast;

        public override void PreStart() => _completed = GetAsyncCallback<Task<TOut>>(OnCompleted);

        public override void OnPush()
        {
            try
            {
                _running = true;
                AsyncResult.Then(fold(_state, Grab(In)), OnCompleted, _completed);
            }
            catch (Exception e)
            {
                Recover(e);
            }
        }

        public override void OnPull()
        {
            if (_zeroEmitted)
            {
                if (!_running)
                    PullIfIdle();
                return;
            }

            _zeroEmitted = true;
            Push(Out, _zero);
            if (IsClosed(In))
                CompleteStage();
        }

        public override void OnUpstreamFinish()
        {
            if (!_running && _zeroEmitted)
                Finish();
        }

        private void Finish()
        {
            if (_onlyLast)
                Emit(Out, _state);
            CompleteStage();
        }

        private void OnCompleted(Task<TOut> task)
        {
            _running = false;
            if (AsyncResult.FailureOf(task) is { } failure)
            {
                Recover(failure);
                return;
            }

            _state = task.Result;
            if (!_onlyLast)
                Push(Out, _state);
            GoOn();
        }

        private void Recover(Exception cause)
        {
            _running = false;
            switch (Decide(cause))
            {
                case Directive.Stop:
                    FailStage(cause);
                    return;
                case Directive.Restart:
                    _state = _zero;
                    if (!_onlyLast)
                        Push(Out, _zero);
                    break;
            }

            GoOn();
        }

        private void GoOn()
        {
            if (IsClosed(In))
                Finish();
            else if (_onlyLast || IsAvailable(Out))
                PullIfIdle();
        }
    }
}
