using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits each element some time after it has come; the buffer is as large as the input buffer attribute says.</summary>
internal sealed class Delay<T>(TimeSpan delay, DelayOverflowStrategy strategy) : FlowStage<T, T>("delay")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, delay, strategy, inheritedAttributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16);

    private sealed class Logic(Delay<T> stage, TimeSpan delay, DelayOverflowStrategy strategy, int size) : TimedFlowLogic<T, T>(stage)
    {
        private readonly BoundedBuffer<(TimeSpan Due, T Element)> _buffer = new(size);

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var item = (Monotonic.Now + delay, Grab(In));
            if (_buffer.IsFull && strategy == DelayOverflowStrategy.EmitEarly)
                PushFirst();
            if (!_buffer.Add(item, strategy == DelayOverflowStrategy.EmitEarly ? OverflowStrategy.Fail : (OverflowStrategy)strategy))
            {
                FailStage(new BufferOverflowException($"Buffer overflow for Delay combinator (max capacity was: {size})!"));
                return;
            }

            EmitDue();
            PullIfRoom();
        }

        public override void OnPull()
        {
            EmitDue();
            PullIfRoom();
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.Count == 0)
                CompleteStage();
        }

        protected override void OnTimer(object timerKey) => OnPull();

        private void EmitDue()
        {
            if (IsAvailable(Out) && _buffer.TryPeek(out var first))
            {
                var wait = first.Due - Monotonic.Now;
                if (wait <= TimeSpan.Zero)
                    PushFirst();
                else
                    ScheduleOnce(TimerKey, wait);
            }

            if (IsClosed(In) && _buffer.Count == 0)
                CompleteStage();
        }

        private void PushFirst()
        {
            CancelTimer(TimerKey);
            if (_buffer.TryTake(out var first))
                Push(Out, first.Element);
        }

        private void PullIfRoom()
        {
            var waits = strategy == DelayOverflowStrategy.Backpressure
                || (strategy == DelayOverflowStrategy.EmitEarly && !IsAvailable(Out));
            if (!(waits && _buffer.IsFull) && !IsClosed(In) && !HasBeenPulled(In))
                Pull(In);
        }
    }
}
