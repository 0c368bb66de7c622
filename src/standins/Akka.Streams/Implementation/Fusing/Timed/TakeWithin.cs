using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Completes after some time.</summary>
internal sealed class TakeWithin<T>(TimeSpan timeout) : FlowStage<T, T>("takeWithin")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, timeout);

    private sealed class Logic(TakeWithin<T> stage, TimeSpan timeout) : TimedFlowLogic<T, T>(stage)
    {
        public override void PreStart() => ScheduleOnce(TimerKey, timeout);

        public override void OnPush() => Push(Out, Grab(In));

        protected override void OnTimer(object timerKey) => CompleteStage();
    }
}
