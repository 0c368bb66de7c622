using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Asks for the first element only after some time.</summary>
internal sealed class InitialDelay<T>(TimeSpan delay) : FlowStage<T, T>("initialDelay")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, delay);

    private sealed class Logic(InitialDelay<T> stage, TimeSpan delay) : TimedFlowLogic<T, T>(stage)
    {
        private bool _open;

        public override void PreStart()
        {
            if (delay == TimeSpan.Zero)
                _open = true;
            else
                ScheduleOnce(TimerKey, delay);
        }

        public override void OnPush() => Push(Out, Grab(In));

        public override void OnPull()
        {
            if (_open)
                Pull(In);
        }

        protected override void OnTimer(object timerKey)
        {
            _open = true;
            if (IsAvailable(Out))
                Pull(In);
        }
    }
}
