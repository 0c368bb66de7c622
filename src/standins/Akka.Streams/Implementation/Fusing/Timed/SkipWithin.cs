using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Drops what comes in the first time.</summary>
internal sealed class SkipWithin<T>(TimeSpan timeout) : FlowStage<T, T>("skipWithin")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, timeout);

    private sealed class Logic(SkipWithin<T> stage, TimeSpan timeout) : TimedFlowLogic<T, T>(stage)
    {
        private bool _passing;

        public override void PreStart() => ScheduleOnce(TimerKey, timeout);

        public override void OnPush()
        {
            if (_passing)
                Push(Out, Grab(In));
            else
                Pull(In);
        }

        protected override void OnTimer(object timerKey) => _passing = true;
    }
}
