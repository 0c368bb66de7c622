using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>What must happen in time, else the stream fails with <see cref="TimeoutException"/>.</summary>
internal enum TimeoutKind
{
    FirstElement,
    Completion,
    NextElement,
    NextDemand,
}

/// <summary>Fails the stream when something does not happen in time; checked at intervals.</summary>
internal sealed class Timeout<T>(TimeSpan limit, TimeoutKind kind) : FlowStage<T, T>($"{kind}Timeout")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, limit, kind);

    private sealed class Logic(Timeout<T> stage, TimeSpan limit, TimeoutKind kind) : TimedFlowLogic<T, T>(stage)
    {
        private TimeSpan _deadline;
        private bool _waitsForDemand = true;

        public override void PreStart()
        {
            _deadline = Monotonic.Now + limit;
            if (kind is TimeoutKind.FirstElement or TimeoutKind.Completion)
                ScheduleOnce(TimerKey, limit);
            else
                ScheduleRepeatedly(TimerKey, CheckInterval());
        }

        public override void OnPush()
        {
            if (kind == TimeoutKind.FirstElement)
                CancelTimer(TimerKey);
            else if (kind is TimeoutKind.NextElement or TimeoutKind.NextDemand)
                _deadline = Monotonic.Now + limit;
            _waitsForDemand = true;
            Push(Out, Grab(In));
        }

        public override void OnPull()
        {
            _waitsForDemand = false;
            Pull(In);
        }

        protected override void OnTimer(object timerKey)
        {
            var failure = kind switch
            {
                TimeoutKind.FirstElement => $"The first element has not yet passed through in {limit}.",
                TimeoutKind.Completion => $"The stream has not been completed in {limit}.",
                TimeoutKind.NextElement when Monotonic.Now > _deadline => $"No elements passed in the last {limit}.",
                TimeoutKind.NextDemand when _waitsForDemand && Monotonic.Now > _deadline => $"No demand signalled in the last {limit}.",
                _ => null,
            };
            if (failure is not null)
                FailStage(new TimeoutException(failure));
        }

        private TimeSpan CheckInterval()
        {
            var eighth = limit / 8;
            var upper = limit > TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : limit;
            return eighth > upper ? upper : eighth < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : eighth;
        }
    }
}
