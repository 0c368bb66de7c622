using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits made-up elements when there is demand and upstream has been silent for some time.</summary>
internal sealed class IdleInject<TIn, TOut>(TimeSpan timeout, Func<TOut> inject) : FlowStage<TIn, TOut>("idleInject") where TIn : TOut
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, timeout, inject);

    private sealed class Logic(IdleInject<TIn, TOut> stage, TimeSpan timeout, Func<TOut> inject) : TimedFlowLogic<TIn, TOut>(stage)
    {
        private TimeSpan _deadline = Monotonic.Now + timeout;

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            _deadline = Monotonic.Now + timeout;
            CancelTimer(TimerKey);
            if (!IsAvailable(Out))
                return;
            Push(Out, Grab(In));
            Pull(In);
        }

        public override void OnPull()
        {
            if (IsAvailable(In))
            {
                Push(Out, Grab(In));
                if (IsClosed(In))
                    CompleteStage();
                else
                    Pull(In);
                return;
            }

            var wait = _deadline - Monotonic.Now;
            if (wait <= TimeSpan.Zero)
                Inject();
            else
                ScheduleOnce(TimerKey, wait);
        }

        public override void OnUpstreamFinish()
        {
            if (!IsAvailable(In))
                CompleteStage();
        }

        protected override void OnTimer(object timerKey)
        {
            if (!IsAvailable(Out) || IsAvailable(In))
                return;
            var wait = _deadline - Monotonic.Now;
            if (wait <= TimeSpan.Zero)
                Inject();
            else
                ScheduleOnce(TimerKey, wait);
        }

        private void Inject()
        {
            _deadline = Monotonic.Now + timeout;
            Push(Out, inject());
        }
    }
}
