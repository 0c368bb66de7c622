using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits an element at intervals; a tick without demand is lost. Cancelling its value completes it.</summary>
internal sealed class TickSource<T>(TimeSpan initialDelay, TimeSpan interval, T tick) : SourceStage<T, ICancelable>("tickSource")
{
    public override ILogicAndMaterializedValue<ICancelable> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        throw new NotSupportedException("This source needs a materializer.");

    internal override ILogicAndMaterializedValue<ICancelable> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes, ActorMaterializer materializer)
    {
        var handle = new Cancelable(materializer.System.Scheduler);
        return new LogicAndMaterializedValue<ICancelable>(new Logic(Shape, initialDelay, interval, tick, handle), handle);
    }

    private sealed class Logic : TimerGraphStageLogic
    {
        private readonly Outlet<T> _out;
        private readonly TimeSpan _initialDelay;
        private readonly TimeSpan _interval;
        private readonly T _tick;
        private readonly Cancelable _handle;

        public Logic(SourceShape<T> shape, TimeSpan initialDelay, TimeSpan interval, T tick, Cancelable handle) : base(shape)
        {
            _out = shape.Outlet;
            _initialDelay = initialDelay;
            _interval = interval;
            _tick = tick;
            _handle = handle;
            SetHandler(_out, EagerTerminateOutput);
        }

        public override void PreStart()
        {
            _handle.Token.Register(GetAsyncCallback(CompleteStage));
            ScheduleRepeatedly("tick", _initialDelay, _interval);
        }

        protected override void OnTimer(object timerKey)
        {
            if (IsAvailable(_out))
                Push(_out, _tick);
        }
    }
}
